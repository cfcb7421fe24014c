import { eq } from "drizzle-orm";
import { allows } from "../auth/permissions.ts";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { type ExportRun, exportRun } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";
import { exportStatusAt } from "./export-run.ts";

/** True for a person's own exports, and for all of them where they may read the audit log, which says as much. */
export function maySeeRun(staff: Pick<Staff, "id" | "roles">, run: Pick<ExportRun, "staffId">): boolean {
  return run.staffId === staff.id || allows(staff.roles, "audit:read");
}

/** An export with its status as it is now; undefined where there is none. */
export async function getRun(db: Db, id: string, now = new Date()): Promise<ExportRun | undefined> {
  if (!isUuid(id)) return undefined;
  const [run] = await db.select().from(exportRun).where(eq(exportRun.id, id));
  return run && { ...run, status: exportStatusAt(run, now) };
}

/** How far an export is, for the page that asks every second. */
export type RunProgress = Pick<ExportRun, "status" | "rows" | "expected">;

export function progressOf({ status, rows, expected }: ExportRun): RunProgress {
  return { status, rows, expected };
}
