/**
 * Seeded random numbers. Every thing that is generated draws from a fork named after it, so leaving one out (such as what would lie
 * in the future) does not change the others.
 */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `min` to `max`, both possible. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the keys, as often as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  /** `count` different items, in random order. */
  sample<T>(items: readonly T[], count: number): T[];
  /** Log-normal: half of the draws lie below the median; a spread of 0.5 puts one draw in forty above 2.7 times the median. */
  around(median: number, spread: number): number;
  /** Letters and digits. */
  id(length: number): string;
  hex(length: number): string;
  digits(length: number): string;
  /** A version 4 UUID. */
  uuid(): string;
  fork(name: string): Random;
}

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Two runs with the same key draw the same numbers. */
export function createRandom(key: string): Random {
  const next = sfc32(cyrb128(key));
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const letters = (length: number, alphabet: string) => {
    let text = "";
    for (let i = 0; i < length; i++) text += alphabet[Math.floor(next() * alphabet.length)];
    return text;
  };
  const hex = (length: number) => letters(length, "0123456789abcdef");

  return {
    next,
    int,
    pick,
    hex,
    chance: (probability) => next() < probability,
    weighted: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const keys = Object.keys(weights) as T[];
      let left = next() * keys.reduce((sum, name) => sum + weights[name], 0);
      for (const name of keys) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return keys[keys.length - 1]!;
    },
    sample: (items, count) => {
      const rest = [...items];
      const taken = [];
      while (taken.length < count && rest.length > 0) taken.push(rest.splice(Math.floor(next() * rest.length), 1)[0]!);
      return taken;
    },
    around: (median, spread) => median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    id: (length) => letters(length, ALPHANUMERIC),
    digits: (length) => letters(length, "0123456789"),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`,
    fork: (name) => createRandom(`${key}/${name}`),
  };
}

type State = [number, number, number, number];

/** 128 bits of a text, not for secrets. Tens of thousands of forks would collide in the 32 bits of a shorter state, and so would their ids. */
function cyrb128(text: string): State {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** Chris Doty-Humphrey's small fast counter. */
function sfc32([a, b, c, d]: State): () => number {
  const step = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) step();
  return step;
}
