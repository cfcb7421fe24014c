import { type CellValue, offsetText, zoneOffset } from "../../list/cell.ts";
import { csvCell } from "../../list/csv.server.ts";
import { notAsComment } from "../batch.server.ts";
import { ByteText } from "./byte-text.server.ts";
import type { CellFormat } from "./row-writer.server.ts";

/** What a byte of a text asks for: nothing, a closer look at the text, or that where it is the first. */
const PLAIN = 0;
const CARE = 1;
const CARE_FIRST = 2;

/** The first byte of the wide signs, among many others. */
const WIDE = 0xef;

/** All that `csvCell` quotes or guards, and what `notAsComment` does; a little more, never less. */
const careOf = new Uint8Array(256).fill(PLAIN);
for (const sign of '",;\t\r\n') careOf[sign.charCodeAt(0)] = CARE;
for (const sign of "=+-@#") careOf[sign.charCodeAt(0)] = CARE_FIRST;
careOf[WIDE] = CARE_FIRST;

const TRUE = Buffer.from("true");
const FALSE = Buffer.from("false");
const UTC = Buffer.from("Z");
const COMMA = Buffer.from(",");
const LINE_END = Buffer.from("\r\n");

/** Rows of a CSV file: what `csvLine` writes of their values. */
export class CsvCells implements CellFormat {
  readonly out: ByteText;
  #place = 0;
  readonly #offsets = new Map<number, Buffer>();

  /** @param size about how many bytes will be written */
  constructor(size: number) {
    this.out = new ByteText(size);
  }

  beginRow(): void {}

  beginCell(place: number): void {
    this.#place = place;
    if (place > 0) this.out.put(COMMA);
  }

  text(bytes: Uint8Array, start: number, length: number): boolean {
    if (length === 0) return true;
    if (careOf[bytes[start]!] !== PLAIN) return false;
    const { out } = this;
    out.room(length);
    const into = out.bytes;
    let at = out.length;
    for (let from = start; from < start + length; from++) {
      const byte = bytes[from]!;
      if (careOf[byte] === CARE) return false;
      into[at++] = byte;
    }
    out.length = at;
    return true;
  }

  number(number: number, decimals: number): boolean {
    return this.out.number(number, decimals);
  }

  time(ms: number, zone: string | undefined): boolean {
    const { out } = this;
    if (zone === undefined) {
      if (!out.time(ms)) return false;
      out.put(UTC);
      return true;
    }
    const offset = zoneOffset(ms, zone);
    if (!out.time(ms + offset)) return false;
    let behind = this.#offsets.get(offset);
    if (!behind) {
      behind = Buffer.from(offsetText(offset));
      this.#offsets.set(offset, behind);
    }
    out.put(behind);
    return true;
  }

  flag(flag: boolean): boolean {
    this.out.put(flag ? TRUE : FALSE);
    return true;
  }

  value(value: CellValue): void {
    this.out.text(csvCell(this.#place === 0 ? notAsComment(value) : value));
  }

  endRow(): void {
    this.out.put(LINE_END);
  }
}
