import { currencyDigits } from "../../format.ts";
import type { CellValue } from "../../list/cell.ts";
import type { Fields, RowOf } from "../../list/field.server.ts";
import type { FieldColumn } from "../../list/field-columns.server.ts";
import { int64, type RawRows, timeMs } from "./raw-rows.server.ts";
import { rowReader } from "./row-reader.server.ts";
import type { Texts } from "./texts.server.ts";

/**
 * How a format writes cells straight from what the database sent. Where one of these methods says false it has written nothing: then the
 * cell is made a value first, by the column's own definition, and goes through `value`, which knows every case. So a format need do here
 * only what is plain, and the two cannot say different things of the rest.
 */
export interface CellFormat {
  /** @param at the row's number in its file, from 0 */
  beginRow(at: number): void;
  /** @param place the column's, from 0 */
  beginCell(place: number): void;
  text(bytes: Uint8Array, start: number, length: number): boolean;
  /** A whole number; with `decimals` as a decimal of so many digits. */
  number(number: number, decimals: number): boolean;
  /** An instant, in UTC or on the clocks of a zone. */
  time(ms: number, zone: string | undefined): boolean;
  flag(flag: boolean): boolean;
  value(value: CellValue): void;
  endRow(): void;
}

/** Writes `count` rows, from one on, of which the first is the file's row `at`. */
export type RowWriter = (rows: RawRows, format: CellFormat, from: number, count: number, at: number) => void;

interface Cell {
  readonly kind: "value" | "text" | "integer" | "time" | "flag" | "decimal";
  /** The places of its fields. */
  readonly field: number;
  readonly second: number;
  readonly zone: string | undefined;
  value(rows: RawRows, at: number): CellValue;
}

/** Makes what writes these columns of rows that hold the fields of these names in this order. */
export function rowWriter<F extends Fields>(
  fields: F,
  names: readonly (keyof F & string)[],
  columns: readonly FieldColumn<RowOf<F>>[],
  texts: Texts,
): RowWriter {
  const cells = columns.map((column) => cellOf(fields, names, column, texts));
  return (rows, format, from, count, at) => {
    const { bytes, starts, lengths } = rows;
    for (let n = 0; n < count; n++) {
      const first = (from + n) * rows.fields;
      format.beginRow(at + n);
      for (let place = 0; place < cells.length; place++) {
        const cell = cells[place]!;
        format.beginCell(place);
        const start = starts[first + cell.field]!;
        const length = lengths[first + cell.field]!;
        let isWritten = false;
        if (cell.kind !== "value" && length < 0) continue;
        switch (cell.kind) {
          case "text":
            isWritten = format.text(bytes, start, length);
            break;
          case "integer":
            isWritten = format.number(int64(bytes, start), 0);
            break;
          case "time":
            isWritten = format.time(timeMs(bytes, start), cell.zone);
            break;
          case "flag":
            isWritten = format.flag(bytes[start] !== 0);
            break;
          case "decimal": {
            const codeLength = lengths[first + cell.second]!;
            if (codeLength < 0) continue;
            const code = texts.of(bytes, starts[first + cell.second]!, codeLength);
            isWritten = format.number(int64(bytes, start), currencyDigits(code));
          }
        }
        if (isWritten) continue;
        format.value(cell.value(rows, from + n));
      }
      format.endRow();
    }
  };
}

function cellOf<F extends Fields>(
  fields: F,
  names: readonly (keyof F & string)[],
  { plain, from, value }: FieldColumn<RowOf<F>>,
  texts: Texts,
): Cell {
  const read = rowReader(fields, names, from, texts);
  const [field = 0, second = 0] = from.map((name) => names.indexOf(name));
  const cell = { field, second, zone: undefined, value: (rows: RawRows, at: number) => value(read(rows, at)) };
  if (plain?.is === "decimal") return { ...cell, kind: "decimal" };
  if (plain?.is === "local") return { ...cell, kind: "time", zone: plain.zone };
  const type = plain && fields[from[0]!]!.type;
  return { ...cell, kind: type === undefined || type === "real" || type === "json" ? "value" : type };
}
