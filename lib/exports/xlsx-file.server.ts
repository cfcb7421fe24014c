import type { CellValue } from "../list/cell.ts";
import type { Batch } from "./batch.server.ts";
import { completeWords, type Manifest } from "./manifest.server.ts";
import type { ExportPart } from "./read-export.server.ts";
import { rowXml } from "./xlsx/sheet-xml.ts";
import { sheetEnd, sheetStart, workbookParts } from "./xlsx/workbook-parts.ts";
import { type ZipEntry, zip } from "./xlsx/zip.server.ts";

/** Excel's limit for the rows of a sheet, its header among them. */
const MAX_SHEET_ROWS = 1_048_576;

/**
 * A workbook, piece by piece and in constant memory: the rows on a sheet named as the list is (on a second and third where there are more
 * than a sheet holds, each with the header), and the manifest on the last, `Manifest`. A fault midway is thrown on: an archive without its end
 * cannot be opened.
 */
export function xlsxFile(
  name: string,
  columns: readonly string[],
  parts: AsyncIterable<ExportPart>,
  maxSheetRows = MAX_SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  return zip(entries(name, columns, parts, maxSheetRows));
}

async function* entries(
  name: string,
  columns: readonly string[],
  parts: AsyncIterable<ExportPart>,
  maxSheetRows: number,
): AsyncGenerator<ZipEntry> {
  const rows = new RowSource(parts);
  // A sheet's name has at most 31 characters and no slash; room is left for a number.
  const sheetName = name.replaceAll("/", " ").slice(0, 27);
  const sheets: string[] = [];
  const add = (sheet: string, text: ZipEntry["text"]): ZipEntry => {
    sheets.push(sheet);
    return { path: `xl/worksheets/sheet${sheets.length}.xml`, text };
  };
  try {
    do {
      const number = sheets.length + 1;
      yield add(number === 1 ? sheetName : `${sheetName} ${number}`, sheetOf(rows, columns, maxSheetRows, number === 1));
    } while ((await rows.peek()) !== undefined);
    yield add("Manifest", manifestSheet(rows.proof!));
    for (const [path, text] of Object.entries(workbookParts(sheets))) yield { path, text: [text] };
  } finally {
    await rows.close();
  }
}

async function* sheetOf(
  rows: RowSource,
  columns: readonly string[],
  maxRows: number,
  isFirst: boolean,
): AsyncGenerator<string | Uint8Array> {
  yield sheetStart(columns.length, isFirst) + rowXml(1, columns, true);
  for (let at = 2; at <= maxRows; ) {
    const left = await rows.peek();
    if (!left) break;
    const count = Math.min(left, maxRows + 1 - at);
    yield rows.take(count, at);
    at += count;
  }
  yield sheetEnd;
}

function* manifestSheet({ manifest, figures }: Extract<ExportPart, { kind: "manifest" }>): Generator<string> {
  yield sheetStart(2, false) +
    manifestRows(manifest, completeWords(figures))
      .map(([cells, isHeader], place) => rowXml(place + 1, cells, isHeader))
      .join("") +
    sheetEnd;
}

function manifestRows({ facts, sums }: Manifest, complete: string): [readonly CellValue[], boolean][] {
  return [
    [["Manifest"], true],
    ...facts.map((fact): [readonly CellValue[], boolean] => [fact, false]),
    ...(sums.length > 0 ? [[[], false] as [readonly CellValue[], boolean]] : []),
    ...sums.map((cells, place): [readonly CellValue[], boolean] => [cells, place === 0]),
    [[], false],
    [[complete], true],
  ];
}

/** The rows of an export, batch by batch, of which a sheet may take a part; behind the last stands the proof that it was. */
class RowSource {
  proof: Extract<ExportPart, { kind: "manifest" }> | undefined;
  readonly #parts: AsyncIterator<ExportPart>;
  #batch: Batch | undefined;
  #taken = 0;

  constructor(parts: AsyncIterable<ExportPart>) {
    this.#parts = parts[Symbol.asyncIterator]();
  }

  /** How many rows can be taken at once; undefined behind the last. */
  async peek(): Promise<number | undefined> {
    while (this.#left === 0 && !this.proof) {
      const { done, value: part } = await this.#parts.next();
      if (done) throw new Error("The rows ended without a manifest");
      if (part.kind === "manifest") this.proof = part;
      else [this.#batch, this.#taken] = [part.batch, 0];
    }
    return this.#left || undefined;
  }

  /** The next rows, as many as there are at most, as XML; the first is the sheet's row `at`. */
  take(count: number, at: number): Uint8Array {
    const xml = this.#batch!.sheet(this.#taken, count, at);
    this.#taken += count;
    return xml;
  }

  get #left(): number {
    return this.#batch ? this.#batch.figures.rows - this.#taken : 0;
  }

  async close(): Promise<void> {
    await this.#parts.return?.();
  }
}
