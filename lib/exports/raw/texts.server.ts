const SLOTS = 4096;
const LONGEST = 32;

/** Texts out of their bytes. Statuses, currencies and the like come again and again: short ones are made once. */
export class Texts {
  readonly #known: (string | undefined)[] = new Array(SLOTS);
  readonly #bytes: (Uint8Array | undefined)[] = new Array(SLOTS);

  of(bytes: Uint8Array, start: number, length: number): string {
    if (length > LONGEST) return decode(bytes, start, length);
    let hash = length;
    for (let at = start; at < start + length; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    const known = this.#bytes[slot];
    if (known && isSame(known, bytes, start, length)) return this.#known[slot]!;
    const text = decode(bytes, start, length);
    this.#bytes[slot] = bytes.slice(start, start + length);
    this.#known[slot] = text;
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let at = 0; at < length; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}

function decode(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString();
}
