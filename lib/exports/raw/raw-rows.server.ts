import type { CopiedRows } from "../../db/database.server.ts";

/** How many bytes stand before the fields of a row, and before each field's length. */
export interface RowLayout {
  readonly beforeRow: number;
  readonly beforeField: number;
}

/** Of `COPY … (FORMAT binary)`: an int16 of how many fields. */
export const copyLayout: RowLayout = { beforeRow: 2, beforeField: 0 };

/** Of `record_send`: an int32 of how many fields, and each field's type. */
export const recordLayout: RowLayout = { beforeRow: 4, beforeField: 4 };

/** Rows as the database sent them, in its binary form, and where in them each field is. One object shows piece after piece. */
export class RawRows {
  bytes: Uint8Array = new Uint8Array();
  count = 0;
  /** By row and field: where its bytes begin. */
  starts = new Int32Array();
  /** By row and field: how many they are; -1 for NULL. */
  lengths = new Int32Array();
  readonly fields: number;
  readonly #layout: RowLayout;

  /** @param fields of each row */
  constructor(fields: number, layout: RowLayout) {
    this.fields = fields;
    this.#layout = layout;
  }

  show({ bytes, count }: CopiedRows): void {
    const places = count * this.fields;
    if (this.starts.length < places) {
      this.starts = new Int32Array(places * 2);
      this.lengths = new Int32Array(places * 2);
    }
    this.bytes = bytes;
    this.count = count;
    const { starts, lengths, fields } = this;
    const { beforeRow, beforeField } = this.#layout;
    let at = 0;
    for (let row = 0, place = 0; row < count; row++) {
      at += beforeRow;
      for (let field = 0; field < fields; field++, place++) {
        at += beforeField;
        const length = int32(bytes, at);
        at += 4;
        starts[place] = at;
        lengths[place] = length;
        if (length > 0) at += length;
      }
    }
    if (at !== bytes.length) throw new Error("These rows are not what was asked for");
  }
}

/** A signed number of four bytes, the highest first. */
export function int32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** A signed number of eight bytes; exact below 2^53, the nearest beyond. */
export function int64(bytes: Uint8Array, at: number): number {
  const high = int32(bytes, at);
  const low = int32(bytes, at + 4);
  // Most are small, and those V8 holds without an object for each.
  return high === low >> 31 ? low : high * 0x1_0000_0000 + (low >>> 0);
}

/** Milliseconds between 1970 and 2000, from where PostgreSQL counts. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Of the higher half of a number of eight bytes: beyond, it is not exact as a number of JavaScript's. */
const EXACT_HIGH = 2 ** 21;

/** A timestamp's milliseconds since 1970, cut as a text of it is; NaN for what is beyond JavaScript's time, such as an infinity. */
export function timeMs(bytes: Uint8Array, at: number): number {
  const high = int32(bytes, at);
  const isExact = high >= -EXACT_HIGH && high < EXACT_HIGH;
  const ms = (isExact ? Math.floor(int64(bytes, at) / 1000) : farMs(bytes, at)) + EPOCH_MS;
  return Math.abs(ms) <= 8.64e15 ? ms : Number.NaN;
}

/** The same from 2000, for times more than 285 years from there. */
function farMs(bytes: Uint8Array, at: number): number {
  const micros = new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(at);
  return Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n);
}
