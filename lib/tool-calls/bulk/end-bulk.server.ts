import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { bulkRun, bulkRunItem } from "../../db/schema.ts";
import { isUnfinished } from "./bulk-run.ts";

/**
 * Ends a run before its time: the calls whose turn has not come are skipped. One that a worker is changing at this moment is waited for, and
 * keeps its outcome. Where none is left to skip, the run has finished after all. A run that is over stays as it is.
 *
 * @param stoppedBy who asked for the end; as it was, where nobody is given
 */
export async function endBulk(db: Db, runId: string, stoppedBy?: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [run] = await tx.select({ status: bulkRun.status }).from(bulkRun).where(eq(bulkRun.id, runId)).for("update");
    if (!run || !isUnfinished(run.status)) return;
    const now = new Date();
    const { rows } = await tx.execute<{ count: number }>(sql`
      with skipped as (
        update ${bulkRunItem} set outcome = 'skipped', done_at = ${now.toISOString()}::timestamp
        where run_id = ${runId}::uuid and outcome = 'pending' returning 1
      )
      select count(*)::int as count from skipped`);
    const skipped = rows[0]!.count;
    await tx
      .update(bulkRun)
      .set({ status: skipped > 0 ? "stopped" : "finished", finishedAt: now, heartbeatAt: now, ...(stoppedBy && { stoppedBy }) })
      .where(eq(bulkRun.id, runId));
  });
}

/** Marks a run as finished where no call waits any more, also none that another worker holds at this moment; says whether it is over. */
export async function finishBulk(db: Db, runId: string): Promise<boolean> {
  const now = new Date();
  const [over] = await db
    .update(bulkRun)
    .set({ status: "finished", finishedAt: now, heartbeatAt: now })
    .where(
      and(
        eq(bulkRun.id, runId),
        sql`${bulkRun.status} in ('running', 'stopping')`,
        sql`not exists (select 1 from ${bulkRunItem} where ${bulkRunItem.runId} = ${runId}::uuid and ${bulkRunItem.outcome} = 'pending')`,
      ),
    )
    .returning({ id: bulkRun.id });
  if (over) return true;
  const [run] = await db.select({ status: bulkRun.status }).from(bulkRun).where(eq(bulkRun.id, runId));
  return !run || !isUnfinished(run.status);
}
