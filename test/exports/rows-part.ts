import { batchOfCells } from "../../lib/exports/batch.server.ts";
import type { ExportPart } from "../../lib/exports/read-export.server.ts";
import type { CellValue } from "../../lib/list/cell.ts";

/** Rows of an export, of a list without money. */
export function rowsPart(cells: readonly CellValue[][]): ExportPart {
  return { kind: "rows", batch: batchOfCells(cells, { rows: cells.length, sums: null }) };
}
