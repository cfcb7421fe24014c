import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import type { ExportFormat } from "../db/values.ts";
import { logFault } from "../log-fault.server.ts";
import { csvFile } from "./csv-file.server.ts";
import type { Download } from "./download.server.ts";
import type { AskedList } from "./exported-list.server.ts";
import type { Figures } from "./figures.ts";
import type { ManifestInput } from "./manifest.server.ts";
import { type ExportPart, readExport } from "./read-export.server.ts";
import { endRun, tellProgress } from "./run-progress.server.ts";
import { openSnapshot, unhurried } from "./snapshot.server.ts";
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
  batchSize?: number;
}

/** Each holds a connection of the pool for as long as its download takes. */
export const MOST_AT_ONCE = 4;
let held = 0;

/** A download that is ready to be taken, and what it will hold. */
interface Prepared extends Download {
  expected: Figures;
}

/** Counts, adds up and writes the run down; undefined where too many exports are under way. */
type Prepare = (
  db: Db,
  staff: Granted<Permission> | Granted<never>,
  wanted: WantedExport,
  manifest: ManifestInput,
) => Promise<Prepared | undefined>;

/** Streamed from a snapshot that is held while the download lasts. */
export const streamed: Prepare = async (db, staff, { asked, format, batchSize }, manifest) => {
  const { id, columns } = manifest;
  if (held >= MOST_AT_ONCE) return undefined;
  held++;
  const snapshot = await openSnapshot(db).catch((error: unknown) => {
    held--;
    throw error;
  });
  const letGo = async () => {
    held--;
    await snapshot.close();
  };
  try {
    const expected = await asked.figures(snapshot.db);
    await startRun(db, staff, { id, asked, format, columns, expected });
    const onProgress = (figures: Figures) => tellProgress(db, id, figures.rows);
    return {
      expected,
      bytes: fileOf(format, asked, columns, readExport(snapshot.db, { ...manifest, expected, onProgress, batchSize })),
      async end(status) {
        await letGo();
        await endRunOrLog(db, id, status);
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
};

/** Written to disk in one transaction, and sent from there. */
export const spooled: Prepare = async (db, staff, { asked, format, batchSize }, manifest) => {
  const { id, columns } = manifest;
  const spool = await openSpool();
  try {
    const expected = await db.transaction(
      async (tx) => {
        await unhurried(tx);
        const figures = await asked.figures(tx);
        const parts = readExport(tx, { ...manifest, expected: figures, batchSize });
        for await (const bytes of fileOf(format, asked, columns, parts)) await spool.write(bytes);
        return figures;
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    await startRun(db, staff, { id, asked, format, columns, expected });
    return {
      expected,
      bytes: spool.read((share) => tellProgress(db, id, Math.floor(expected.rows * share))),
      async end(status) {
        await spool.close();
        await endRunOrLog(db, id, status);
      },
    };
  } catch (error) {
    await spool.close();
    throw error;
  }
};

function fileOf(format: ExportFormat, asked: AskedList, columns: readonly string[], parts: AsyncIterable<ExportPart>) {
  return format === "csv" ? csvFile(columns, parts) : xlsxFile(asked.list.name, columns, parts);
}

/** What happened to the file has happened, whether it can be written down or not; a run that stays "running" is told by its silence. */
async function endRunOrLog(db: Db, id: string, status: Parameters<Download["end"]>[0]): Promise<void> {
  try {
    await endRun(db, id, status);
  } catch (error) {
    logFault(error, { requestId: null, request: `export ${id}` });
  }
}
