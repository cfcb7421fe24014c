import { eq } from "drizzle-orm";
import type { Permission } from "../auth/permissions.ts";
import { authorize, type Granted, type Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { type ExportRun, exportRun } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";
import { exportStatusAt } from "./export-run.ts";
import { exportedListOf } from "./exported-lists.server.ts";

/**
 * The evidence that a person may see an export: their own, as long as they may read its list, and all of them where they may read the audit
 * log, which says as much. Undefined where they may not.
 */
export function authorizeRun(staff: Staff, { staffId, list }: Pick<ExportRun, "staffId" | "list">): Granted<Permission> | undefined {
  const own = staffId === staff.id ? exportedListOf(list) : undefined;
  return (own && authorize(staff, own.permission)) ?? authorize<Permission>(staff, "audit:read");
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
