import { and, eq } from "drizzle-orm";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { maySeeRun } from "./get-run.server.ts";

/**
 * Ends a running export: its process sees it before it reads the next batch, and breaks the download off. Whoever may see an export may end
 * it.
 *
 * @throws Refusal 404 no such export, 403 another person's, 422 it has ended
 */
export async function cancelExport(db: Db, staff: Staff, id: string): Promise<void> {
  const [run] = await db.select({ staffId: exportRun.staffId }).from(exportRun).where(eq(exportRun.id, id));
  if (!run) throw new Refusal(404, "There is no such export.");
  if (!maySeeRun(staff, run)) throw new Refusal(403, "This is another person's export.");
  const now = new Date();
  const canceled = await db
    .update(exportRun)
    .set({ status: "canceled", finishedAt: now })
    .where(and(eq(exportRun.id, id), eq(exportRun.status, "running")))
    .returning({ id: exportRun.id });
  if (canceled.length === 0) throw new Refusal(422, "This export has already ended.");
}
