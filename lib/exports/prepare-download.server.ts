import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Database, Db, Replica } from "../db/database.server.ts";
import type { ExportFormat } from "../db/values.ts";
import { logFault } from "../log-fault.server.ts";
import { countedSnapshot } from "./counted-snapshot.server.ts";
import { csvFile } from "./csv-file.server.ts";
import type { Download } from "./download.server.ts";
import { HEARTBEAT_MS } from "./export-run.ts";
import type { AskedList } from "./exported-list.server.ts";
import type { Figures } from "./figures.ts";
import type { ManifestInput } from "./manifest.server.ts";
import { type ExportPart, readExport } from "./read-export.server.ts";
import { beat, breakOffRun, ExportCanceled, finishRun, tellProgress } from "./run-progress.server.ts";
import { unhurried } from "./snapshot.server.ts";
import { openSpool } from "./spool.server.ts";
import { startRun } from "./start-run.server.ts";
import { xlsxFile } from "./xlsx-file.server.ts";

/** An export as somebody wants it. */
export interface WantedExport {
  asked: AskedList;
  /** When `asked` was. */
  at: Date;
  format: ExportFormat;
  /** In any order; the file has them in the list's. */
  columns: readonly string[];
  /** The id that the run is to have, so that its page is known beforehand. */
  id?: string | undefined;
  /** The figures that were shown before. */
  shown?: Figures | undefined;
  /** Aborted when the browser has gone. */
  signal?: AbortSignal | undefined;
  batchSize?: number;
  /** Milliseconds between two words on how far it is; by itself a second. */
  tellEvery?: number;
}

/** Where an export is written down, and where its rows are read. */
export interface ExportDatabase extends Pick<Database, "db" | "driver" | "hold"> {
  /** The rows come from its copy, where that answers. */
  rowsFrom?: Pick<Replica, "copy" | "attempt" | "state">;
}

/** A download that is ready to be taken, and what it will hold. */
interface Prepared extends Download {
  expected: Figures;
}

/**
 * Counts, adds up and writes the run down.
 *
 * @throws ExportCanceled where the browser has gone before there was anything to take
 */
type Prepare = (
  database: ExportDatabase,
  staff: Granted<Permission> | Granted<never>,
  wanted: WantedExport,
  manifest: ManifestInput,
) => Promise<Prepared>;

/** Streamed from a snapshot that is held while the download lasts. */
export const streamed: Prepare = async (database, staff, wanted, manifest) => {
  const { db } = database;
  const { asked, format, signal, batchSize } = wanted;
  const { id, columns } = manifest;
  const { snapshot, expected, replica } = await countedSnapshot(database, asked);
  try {
    if (signal?.aborted) throw new ExportCanceled();
    await startRun(db, staff, { id, asked, format, columns, expected });
    const tell = everySoOften(wanted, (rows: number) => tellProgress(db, id, rows));
    const parts = readExport(snapshot, {
      ...{ ...manifest, replica, expected, batchSize },
      onProgress: ({ rows }) => tell(rows),
      onComplete: ({ rows }) => finishRun(db, id, rows),
    });
    return { expected, bytes: fileOf(format, asked, columns, parts), end: whenEnded(db, id, () => snapshot.close()) };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
};

/** Written to disk in one transaction, and sent from there. */
export const spooled: Prepare = async ({ db }, staff, wanted, manifest) => {
  const { asked, format, signal, batchSize } = wanted;
  const { id, columns } = manifest;
  const spool = await openSpool();
  try {
    const expected = await db.transaction(
      async (tx) => {
        await unhurried(tx);
        const figures = await asked.figures(tx);
        const parts = readExport({ db: tx }, { ...manifest, expected: figures, batchSize });
        for await (const bytes of fileOf(format, asked, columns, parts)) {
          if (signal?.aborted) throw new ExportCanceled();
          await spool.write(bytes);
        }
        return figures;
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    await startRun(db, staff, { id, asked, format, columns, expected });
    const { rows } = expected;
    const progress = everySoOften(wanted, (share: number) => tellProgress(db, id, Math.floor(rows * share)));
    const bytes = spool.read({ progress, last: () => finishRun(db, id, rows) });
    return { expected, bytes, end: whenEnded(db, id, () => spool.close()) };
  } catch (error) {
    await spool.close();
    throw error;
  }
};

/** At most once a second: a run that is written down with every batch costs more than it tells. */
function everySoOften({ tellEvery = 1_000 }: WantedExport, tell: (value: number) => Promise<void>) {
  let last = Date.now();
  return async (value: number) => {
    if (Date.now() - last < tellEvery) return;
    last = Date.now();
    await tell(value);
  };
}

/** Says that a run lives until its download has ended, then gives back what it held and says how that was. */
function whenEnded(db: Db, id: string, giveBack: () => Promise<void>): Download["end"] {
  const beating = setInterval(() => beat(db, id).catch(() => {}), HEARTBEAT_MS).unref();
  return async (status) => {
    clearInterval(beating);
    await giveBack();
    if (status !== "finished") await breakOffOrLog(db, id, status);
  };
}

function fileOf(format: ExportFormat, asked: AskedList, columns: readonly string[], parts: AsyncIterable<ExportPart>) {
  return format === "csv" ? csvFile(columns, parts) : xlsxFile(asked.list.name, columns, parts);
}

/** What happened to the file has happened, whether it can be written down or not; a run that stays "running" is told by its silence. */
async function breakOffOrLog(db: Db, id: string, status: "canceled" | "failed"): Promise<void> {
  try {
    await breakOffRun(db, id, status);
  } catch (error) {
    logFault(error, { requestId: null, request: `export ${id}` });
  }
}
