import { and, eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";
import type { ExportStatus } from "../db/values.ts";

/** Somebody canceled the export. Named as whatever is ended on purpose, so that the server writes no fault into its log. */
export class ExportCanceled extends Error {
  constructor() {
    super("The export was canceled");
    this.name = "AbortError";
  }
}

/**
 * Writes down how many rows have been written.
 *
 * @param db not the snapshot, in which nothing can be written
 * @throws ExportCanceled where the export is no longer to run
 */
export async function tellProgress(db: Db, id: string, rows: number): Promise<void> {
  const running = await db
    .update(exportRun)
    .set({ rows, heartbeatAt: new Date() })
    .where(and(eq(exportRun.id, id), eq(exportRun.status, "running")))
    .returning({ id: exportRun.id });
  if (running.length === 0) throw new ExportCanceled();
}

/** Writes down how an export ended, once; the first end stays. */
export async function endRun(db: Db, id: string, status: Exclude<ExportStatus, "running">): Promise<void> {
  const now = new Date();
  await db
    .update(exportRun)
    .set({ status, heartbeatAt: now, finishedAt: now })
    .where(and(eq(exportRun.id, id), eq(exportRun.status, "running")));
}
