import type { Batch } from "./batch.server.ts";
import type { AskedList, RowSource } from "./exported-list.server.ts";
import { addFigures, type Figures, noSums, sameFigures } from "./figures.ts";
import { type Manifest, type ManifestInput, manifestOf } from "./manifest.server.ts";

/** Rows of a batch at most: few enough to hold, enough that the way to the database does not count. */
const BATCH = 2_000;

/** What a file is made of, in order: rows in batches, then, once, the manifest of what came. */
export type ExportPart = { kind: "rows"; batch: Batch } | { kind: "manifest"; manifest: Manifest; figures: Figures };

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
export async function* readExport(snapshot: RowSource, reading: Reading): AsyncGenerator<ExportPart> {
  const { asked, expected } = reading;
  let figures: Figures = { rows: 0, sums: expected.sums && noSums() };
  for await (const batch of asked.batches(snapshot, reading.columns, reading.batchSize ?? BATCH)) {
    yield { kind: "rows", batch };
    figures = addFigures(figures, batch.figures);
    await reading.onProgress?.(figures);
  }
  if (!sameFigures(figures, expected)) throw new UnprovenExport();
  await reading.onComplete?.(figures);
  yield { kind: "manifest", manifest: manifestOf(reading, figures), figures };
}
