import type { Group, Run } from "./number-runs.ts";

const words = [
  "(?<!\\bi)phone|telephone|\\btel|mobile|\\bcell|whats ?app|\\bsms|\\bfax|\\bwa\\.me|msisdn|\\bmy number|\\breach (?:me|us)|\\bcontact",
  "telefon|telem[oó]vel|celular|tel[eé]fono|m[oó]vil|t[eé]l[eé]phone|\\bhandy|\\bmob|\\bring|\\btext (?:me|us)|\\bdial",
  "(?<!(?:tool|function|api|rpc|service|failed|last|model|this|the|per)[ _-]?)\\bcall",
].join("|");
const fillers =
  "(?:numbers?|num|nr|nummer|n[uú]mero|country|code|is|was|me|us|him|her|them|back|at|on|to|under|or|e|o|app|home|work|s|no)(?![a-z])";
// Looked for in the few characters in front of a number alone.
const phoneBefore = new RegExp(`(?:${words})(?:[^a-z0-9]{0,4}${fillers}){0,4}[^a-z0-9]{0,6}$`, "i");
const moneyBefore = /(?:[€$£¥₹₩₺]|(?:^|[^\p{L}])[A-Z]{3}) ?$/u;
const moneyAfter = /^(?: ?[€$£¥₹₩₺%]| ?[A-Z]{3}(?!\p{L})|,\d)/u;
// TP 534, LH1234, U2 8532
const flightBefore = /(?:^|[^\p{L}\p{N}])(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])[ -]?$/u;

/**
 * Where the phone number ends that begins with group `from`, as the place of the group after it; undefined where none begins there.
 *
 * Numbers are known by a plus, by 00, by a word in front ("phone", "call me"), by their leading zero, or by how a country writes them. Bare
 * digits with none of these are left: they are ids and counts more often.
 */
export function phoneAt(run: Run, from: number): number | undefined {
  const { groups, plus } = run;
  const first = groups[from]!;
  if (from === 0 && plus > 0 && !first.digits.startsWith("0")) {
    const to = upTo(groups, from, 15);
    if (to !== undefined && digitsIn(groups, from, to) >= 8 && !isDecimal(groups, from, to)) return to;
  }
  if (from === 0 && run.gluedBefore) return undefined;
  if (from === 0 && phoneBefore.test(run.before)) {
    const to = upTo(groups, from, 15);
    if (to !== undefined && digitsIn(groups, from, to) >= 7) return to;
  }
  if (from > 0 && !/[ (]|%20/.test(first.gap)) return undefined;
  if (from === 0 && flightBefore.test(run.before) && first.digits.length <= 4) return undefined;
  for (let to = Math.min(groups.length, from + 7); to > from; to--) {
    if (digitsIn(groups, from, to) < 9) break;
    if (isNational(run, from, to)) return to;
  }
  return undefined;
}

/** As many groups as hold at most `most` digits; undefined where the first has more. */
function upTo(groups: Group[], from: number, most: number): number | undefined {
  let to = from;
  for (let digits = 0; to < groups.length; to++) {
    digits += groups[to]!.digits.length;
    if (digits > most) break;
  }
  return to > from ? to : undefined;
}

function digitsIn(groups: Group[], from: number, to: number): number {
  let sum = 0;
  for (let n = from; n < to; n++) sum += groups[n]!.digits.length;
  return sum;
}

/** +12345678.90 */
const isDecimal = (groups: Group[], from: number, to: number) =>
  to === from + 2 && groups[to - 1]!.gap === "." && groups[to - 1]!.digits.length <= 2;

// How a number is written, each group by its length: those that no country's amounts, dates and times are written in.
const shapes: { shape: string; starts: RegExp; gap: RegExp }[] = [
  { shape: "3-3-4", starts: /^[2-9]/, gap: /^[ .-]$/ }, // North America
  { shape: "1-3-3-4", starts: /^1/, gap: /^[ .-]$/ },
  { shape: "3-4-4", starts: /^1[3-9]/, gap: /^[ -]$/ }, // China
  { shape: "5-5", starts: /^[6-9]/, gap: /^[ -]$/ }, // India
  { shape: "2-5-4", starts: /^[1-9][1-9]/, gap: /^[ -]$/ }, // Brazil
  { shape: "3-2-2-2", starts: /^[6-9]/, gap: /^[ .-]$/ }, // Spain
  { shape: "3-3-2-2", starts: /^[2-9]/, gap: /^[ .-]$/ }, // Türkiye, Russia
  { shape: "1-3-3-2-2", starts: /^8/, gap: /^[ .-]$/ },
  { shape: "3-3-3", starts: /^[2-9]/, gap: /^[ -]$/ }, // Portugal, Spain
];

function isNational(run: Run, from: number, to: number): boolean {
  const { groups } = run;
  const some = groups.slice(from, to);
  if (to === groups.length && run.gluedAfter) return false;
  if (to < groups.length && !/ |%20/.test(groups[to]!.gap)) return false;
  const gaps = some.slice(1).map(({ gap }) => gap);
  const digits = some.map((group) => group.digits).join("");
  const { length } = digits;
  if (gaps.filter((gap) => gap.includes("/")).length > 1) return false;
  const dots = gaps.filter((gap) => gap.includes(".")).length;
  if (dots > 0 && dots < gaps.length) return false;
  if (/^00[1-9]/.test(digits)) return some[0]!.digits.length >= 2 && length >= 11 && length <= 17 && dots === 0;
  // The zero that a call within a country begins with.
  if (/^0[1-9]/.test(some[0]!.digits)) {
    if (some.length === 1) return length === 10 || length === 11;
    return length >= 9 && length <= 12;
  }
  if (hasAreaInBrackets(run, from, gaps)) return length >= 9 && length <= 12;
  const shape = some.map((group) => group.digits.length).join("-");
  const known = shapes.find((one) => one.shape === shape && one.starts.test(digits));
  if (!known || !gaps.every((gap) => known.gap.test(gap))) return false;
  // 912 345 678 is a number in Portugal and an amount in half of the world.
  return shape !== "3-3-3" || !(digits.endsWith("000") || isAmount(run, from, to));
}

/** (415) 555-2671, 8 (912) 345-67-89 */
function hasAreaInBrackets({ before, groups }: Run, from: number, gaps: string[]): boolean {
  const closes = gaps.findIndex((gap) => gap.includes(")"));
  if (closes === -1 || closes > 1) return false;
  const opens = closes === 0 ? (from === 0 ? before : groups[from]!.gap).endsWith("(") : gaps[0]!.includes("(");
  const area = groups[from + closes]!.digits.length;
  return opens && area >= 2 && area <= 5;
}

function isAmount({ groups, before, after }: Run, from: number, to: number): boolean {
  return (from === 0 && moneyBefore.test(before)) || (to === groups.length && moneyAfter.test(after));
}
