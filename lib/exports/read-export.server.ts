import type { Db } from "../db/database.server.ts";
import type { CellValue } from "../list/cell.ts";
import type { AskedList } from "./exported-list.server.ts";
import { addFigures, type Figures, noSums, sameFigures } from "./figures.ts";
import { type Manifest, type ManifestInput, manifestOf } from "./manifest.server.ts";

/** Rows of a keyset batch: few enough to hold, enough that the way to the database does not count. */
const BATCH = 2_000;

/** What a file is made of, in order: rows in batches, then, once, the manifest of what came. */
export type ExportPart = { kind: "rows"; cells: readonly CellValue[][] } | { kind: "manifest"; manifest: Manifest; figures: Figures };

interface Reading extends ManifestInput {
  readonly asked: AskedList;
  /** What the database counted and added up in the same snapshot. */
  readonly expected: Figures;
  /** Told after each batch has been taken; what it throws ends the reading. */
  onProgress?(figures: Figures): Promise<void>;
  /** Told once, before the manifest; what it throws keeps the file from having one. */
  onComplete?(figures: Figures): Promise<void>;
  readonly batchSize?: number;
}

/** The rows that were read are not those that the database counted in the same snapshot: a fault of ours, and no file to close a month with. */
export class UnprovenExport extends Error {
  constructor() {
    super("The rows that were read do not come to what the database counted and added up");
    this.name = "UnprovenExport";
  }
}

/**
 * Reads an export's parts from a snapshot. What was read is added up and held against what the database says it should be: only where both
 * are the same is there a manifest.
 *
 * @throws UnprovenExport in its place
 */
export async function* readExport(snapshot: Db, reading: Reading): AsyncGenerator<ExportPart> {
  const { asked, expected } = reading;
  let figures: Figures = { rows: 0, sums: expected.sums && noSums() };
  for await (const batch of readAhead(asked.batches(snapshot, reading.columns, reading.batchSize ?? BATCH))) {
    yield { kind: "rows", cells: batch.cells };
    figures = addFigures(figures, batch.figures);
    await reading.onProgress?.(figures);
  }
  if (!sameFigures(figures, expected)) throw new UnprovenExport();
  await reading.onComplete?.(figures);
  yield { kind: "manifest", manifest: manifestOf(reading, figures), figures };
}

/** The same, with the next already being read while one is written: the database and the file are not made to wait for each other. */
async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (let part = await next; !part.done; part = await next) {
      next = source.next();
      // Its fault is thrown when its turn has come.
      next.catch(() => {});
      yield part.value;
    }
  } finally {
    // Where nobody wants the rest: what is being read has to end before the snapshot can.
    await next.catch(() => {});
    await source.return(undefined);
  }
}
