import type { CellValue } from "../list/cell.ts";
import { csvLine } from "../list/csv.server.ts";
import type { Figures } from "./figures.ts";
import { rowXml } from "./xlsx/sheet-xml.ts";

/** Some rows of an export, and what they come to. */
export interface Batch {
  readonly figures: Figures;
  /** The rows as lines of a CSV file. */
  csv(): Uint8Array;
  /** `count` of the rows, from one on, as rows of a sheet, the first of which is the sheet's row `at`. */
  sheet(from: number, count: number, at: number): Uint8Array;
}

const encoder = new TextEncoder();

/** Rows that were read one by one. */
export function batchOfCells(cells: readonly (readonly CellValue[])[], figures: Figures): Batch {
  return {
    figures,
    csv: () => encoder.encode(cells.map(([first, ...rest]) => csvLine([notAsComment(first), ...rest])).join("")),
    sheet: (from, count, at) =>
      encoder.encode(
        cells
          .slice(from, from + count)
          .map((row, place) => rowXml(at + place, row))
          .join(""),
      ),
  };
}

/** Somebody's text at the beginning of a line must not pass for a line of ours. */
export function notAsComment(first: CellValue): CellValue {
  return typeof first === "string" && first.startsWith("#") ? `'${first}` : first;
}
