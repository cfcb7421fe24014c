import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";

/** Somebody canceled the export. Named as whatever is ended on purpose, so that the server writes no fault into its log. */
export class ExportCanceled extends Error {
  constructor() {
    super("The export was canceled");
    this.name = "AbortError";
  }
}

const isRunning = (id: string) => and(eq(exportRun.id, id), eq(exportRun.status, "running"));

/**
 * Writes down how many rows have been written.
 *
 * @param db not the snapshot, in which nothing can be written
 * @throws ExportCanceled where the export is no longer to run
 */
export async function tellProgress(db: Db, id: string, rows: number): Promise<void> {
  await whileRunning(db, id, { rows, heartbeatAt: new Date() });
}

/**
 * Writes down that all rows have been written: to be called before the manifest leaves, so that no file has one whose run was canceled.
 *
 * @throws ExportCanceled where it was
 */
export async function finishRun(db: Db, id: string, rows: number): Promise<void> {
  const now = new Date();
  await whileRunning(db, id, { status: "finished", rows, heartbeatAt: now, finishedAt: now });
}

async function whileRunning(db: Db, id: string, values: Partial<typeof exportRun.$inferInsert>): Promise<void> {
  const running = await db.update(exportRun).set(values).where(isRunning(id)).returning({ id: exportRun.id });
  if (running.length === 0) throw new ExportCanceled();
}

/** Writes down that an export lives, however long its rows take; one that has ended stays as it is. */
export async function beat(db: Db, id: string): Promise<void> {
  await db.update(exportRun).set({ heartbeatAt: new Date() }).where(isRunning(id));
}

/** Writes down that the file broke off, also where its rows were all read and only its end was not taken; who canceled it first stays. */
export async function breakOffRun(db: Db, id: string, status: "canceled" | "failed"): Promise<void> {
  const now = new Date();
  await db
    .update(exportRun)
    .set({ status, heartbeatAt: now, finishedAt: now })
    .where(and(eq(exportRun.id, id), inArray(exportRun.status, ["running", "finished"])));
}
