import { type CellValue, zoneOffset } from "../../list/cell.ts";
import { cellXml, columnLetters, dayNumber, MOST_DECIMALS, style } from "../xlsx/sheet-xml.ts";
import { ByteText } from "./byte-text.server.ts";
import type { CellFormat } from "./row-writer.server.ts";

/** A text of more bytes may be more than a cell holds. */
const LONGEST = 32_767;

const SPACE = 32;
const UNDERSCORE = 95;

/** All that `xmlText` escapes or replaces, and every other control character; a little more, never less. */
const needsCare = new Uint8Array(256);
needsCare.fill(1, 0, SPACE);
for (const sign of "&<>") needsCare[sign.charCodeAt(0)] = 1;
// U+FFFE and U+FFFF begin so, among others.
needsCare[0xef] = 1;

const CELL = Buffer.from('<c r="');
const TEXT = Buffer.from('" t="inlineStr"><is><t>');
const TEXT_END = Buffer.from("</t></is></c>");
const NUMBER = Buffer.from('"><v>');
const NUMBER_END = Buffer.from("</v></c>");
const FLAG = Buffer.from('" t="b"><v>');
const TIME = Buffer.from(`" s="${style.time}"><v>`);
const DECIMALS = Array.from({ length: MOST_DECIMALS + 1 }, (_, digits) => Buffer.from(`" s="${style.decimals + digits}"><v>`));
const ROW = Buffer.from('<row r="');
const ROW_START = Buffer.from('">');
const ROW_END = Buffer.from("</row>");

/** Rows of a sheet: what `rowXml` writes of their values. */
export class XlsxCells implements CellFormat {
  readonly out: ByteText;
  readonly #letters: readonly Buffer[];
  readonly #isDecimal: readonly boolean[];
  #place = 0;
  #row = Buffer.alloc(0);

  /**
   * @param decimals for each column whether its numbers are decimals, which have a style of their own also where they have no digits
   * @param size about how many bytes will be written
   */
  constructor(decimals: readonly boolean[], size: number) {
    this.out = new ByteText(size);
    this.#isDecimal = decimals;
    this.#letters = decimals.map((_, place) => Buffer.from(columnLetters(place)));
  }

  beginRow(at: number): void {
    this.#row = Buffer.from(String(at));
    this.out.put(ROW);
    this.out.put(this.#row);
    this.out.put(ROW_START);
  }

  beginCell(place: number): void {
    this.#place = place;
  }

  text(bytes: Uint8Array, start: number, length: number): boolean {
    if (length === 0) return true;
    const end = start + length;
    if (length > LONGEST || bytes[start] === SPACE || bytes[end - 1] === SPACE) return false;
    let before = 0;
    for (let from = start; from < end; from++) {
      const byte = bytes[from]!;
      // What may look like an escape, and spaces side by side.
      if (needsCare[byte] === 1 || (before === UNDERSCORE && byte === 120) || (before === SPACE && byte === SPACE)) return false;
      before = byte;
    }
    this.#begin(TEXT, length + TEXT_END.length);
    const { out } = this;
    const into = out.bytes;
    let at = out.length;
    for (let from = start; from < end; from++) into[at++] = bytes[from]!;
    out.length = at;
    out.put(TEXT_END);
    return true;
  }

  number(number: number, decimals: number): boolean {
    if (!Number.isSafeInteger(number) || decimals > MOST_DECIMALS) return false;
    this.#begin(this.#isDecimal[this.#place] ? DECIMALS[decimals]! : NUMBER, 0);
    this.out.number(number, decimals);
    this.out.put(NUMBER_END);
    return true;
  }

  time(ms: number, zone: string | undefined): boolean {
    const day = dayNumber(zone === undefined ? ms : ms + zoneOffset(ms, zone));
    if (day === undefined) return false;
    this.#begin(TIME, 0);
    this.out.text(String(day));
    this.out.put(NUMBER_END);
    return true;
  }

  flag(flag: boolean): boolean {
    this.#begin(FLAG, 0);
    this.out.number(flag ? 1 : 0);
    this.out.put(NUMBER_END);
    return true;
  }

  value(value: CellValue): void {
    this.out.text(cellXml(`${this.#letters[this.#place]}${this.#row}`, value, false));
  }

  endRow(): void {
    this.out.put(ROW_END);
  }

  #begin(tag: Uint8Array, more: number): void {
    const { out } = this;
    out.put(CELL);
    out.put(this.#letters[this.#place]!);
    out.put(this.#row);
    out.put(tag);
    out.room(more);
  }
}
