const DAY_MS = 86_400_000;
const ZERO = 48;
const MINUS = 45;
const POINT = 46;
/** The days of the years 1970 to 9999: they have four digits, and no sign. */
const DAYS = Date.UTC(10_000, 0, 1) / DAY_MS;
/** 2^53: beyond, a number is not exact. */
const EXACT = Number.MAX_SAFE_INTEGER;

const digits = new Uint8Array(24);

/** A text that is being written, as its UTF-8 bytes. */
export class ByteText {
  bytes: Buffer;
  length = 0;
  #day = Number.NaN;
  readonly #dayText = new Uint8Array(10);

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** Makes sure that so many more bytes can be written. */
  room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  text(text: string): void {
    this.room(text.length * 3);
    this.length += this.bytes.write(text, this.length);
  }

  /** A few bytes that were made before. */
  put(prepared: Uint8Array): void {
    this.room(prepared.length);
    const { bytes } = this;
    let at = this.length;
    for (let n = 0; n < prepared.length; n++) bytes[at++] = prepared[n]!;
    this.length = at;
  }

  /**
   * A whole number; with `decimals` as a decimal of so many digits, as decimalAmount writes it.
   *
   * @returns false, with nothing written, for one that is not exact
   */
  number(number: number, decimals = 0): boolean {
    let rest = Math.abs(number);
    if (rest > EXACT) return false;
    this.room(digits.length + decimals + 2);
    let count = 0;
    while (rest > 0x7fff_ffff) {
      const digit = rest % 10;
      digits[count++] = ZERO + digit;
      rest = (rest - digit) / 10;
    }
    for (let small = rest | 0; small > 0; ) {
      const tenth = (small / 10) | 0;
      digits[count++] = ZERO + small - tenth * 10;
      small = tenth;
    }
    while (count <= decimals) digits[count++] = ZERO;
    const { bytes } = this;
    let at = this.length;
    if (number < 0) bytes[at++] = MINUS;
    while (count > 0) {
      if (count === decimals) bytes[at++] = POINT;
      bytes[at++] = digits[--count]!;
    }
    this.length = at;
    return true;
  }

  /**
   * A time as `YYYY-MM-DDTHH:MM:SS.mmm`.
   *
   * @returns false, with nothing written, for one outside the years 1970 to 9999
   */
  time(ms: number): boolean {
    const day = Math.floor(ms / DAY_MS);
    if (!(day >= 0 && day < DAYS)) return false;
    if (day !== this.#day) {
      this.#day = day;
      const text = new Date(day * DAY_MS).toISOString();
      for (let n = 0; n < 10; n++) this.#dayText[n] = text.charCodeAt(n);
    }
    this.room(24);
    const { bytes } = this;
    let at = this.length;
    for (let n = 0; n < 10; n++) bytes[at++] = this.#dayText[n]!;
    const rest = ms - day * DAY_MS;
    const seconds = (rest / 1000) | 0;
    const minutes = (seconds / 60) | 0;
    const thousandths = rest - seconds * 1000;
    const hundredths = (thousandths / 10) | 0;
    bytes[at] = 84;
    at = two(bytes, at + 1, (minutes / 60) | 0);
    bytes[at] = 58;
    at = two(bytes, at + 1, minutes % 60);
    bytes[at] = 58;
    at = two(bytes, at + 1, seconds % 60);
    bytes[at] = POINT;
    at = two(bytes, at + 1, hundredths);
    bytes[at] = ZERO + thousandths - hundredths * 10;
    this.length = at + 1;
    return true;
  }
}

function two(bytes: Uint8Array, at: number, number: number): number {
  const ten = (number / 10) | 0;
  bytes[at] = ZERO + ten;
  bytes[at + 1] = ZERO + number - ten * 10;
  return at + 2;
}
