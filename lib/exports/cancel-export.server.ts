import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { authorizeRun } from "./get-run.server.ts";

/**
 * Ends a running export: its process sees it within a second of reading, and breaks the download off before its manifest. Whoever may see an
 * export may end it.
 *
 * @throws Refusal 404 no such export, 403 another person's, 422 it has ended
 */
export async function cancelExport(db: Db, staff: Staff, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [run] = await tx.select({ staffId: exportRun.staffId, list: exportRun.list }).from(exportRun).where(eq(exportRun.id, id));
    if (!run) throw new Refusal(404, "There is no such export.");
    const granted = authorizeRun(staff, run);
    if (!granted) throw new Refusal(403, "This is another person's export, or one of a list that you may no longer read.");
    const canceled = await tx
      .update(exportRun)
      .set({ status: "canceled", finishedAt: new Date() })
      .where(and(eq(exportRun.id, id), eq(exportRun.status, "running")))
      .returning({ rows: exportRun.rows });
    if (canceled.length === 0) throw new Refusal(422, "This export has already ended.");
    await recordAudit(tx, granted, {
      action: "list.cancel_export",
      subject: { type: "list", id: run.list },
      before: { status: "running" },
      after: { status: "canceled", rows: canceled[0]!.rows, export: id },
    });
  });
}
