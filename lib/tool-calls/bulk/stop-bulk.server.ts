import { and, eq } from "drizzle-orm";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { bulkRun } from "../../db/schema.ts";
import { Refusal } from "../../errors.ts";
import { isUuid } from "../../list/uuid.ts";
import { isUnfinished, silentSince } from "./bulk-run.ts";
import { endBulk } from "./end-bulk.server.ts";

/**
 * Asks a run to stop: its worker ends after the batch at hand, and the calls whose turn has not come are skipped. Where no worker lives any
 * more, the run ends at once.
 *
 * @throws Refusal 404 there is no such run; 409 it is over
 */
export async function stopBulk(db: Db, staff: Granted<"tool-calls:change">, runId: string): Promise<void> {
  if (!isUuid(runId)) throw new Refusal(404, "This bulk run is no longer there.");
  const [asked] = await db
    .update(bulkRun)
    .set({ status: "stopping", stoppedBy: staff.name })
    .where(and(eq(bulkRun.id, runId), eq(bulkRun.status, "running")))
    .returning({ id: bulkRun.id });
  const [run] = await db.select({ status: bulkRun.status, heartbeatAt: bulkRun.heartbeatAt }).from(bulkRun).where(eq(bulkRun.id, runId));
  if (!run) throw new Refusal(404, "This bulk run is no longer there.");
  if (isUnfinished(run.status) && run.heartbeatAt < silentSince(new Date())) await endBulk(db, runId);
  else if (!asked && run.status !== "stopping") throw new Refusal(409, "This bulk run is over, so there is nothing left to stop.");
}
