import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { type BulkRun, bulkRun, bulkRunItem } from "../../db/schema.ts";
import { type BulkOutcome, bulkOutcome } from "../../db/values.ts";
import { isUuid } from "../../list/uuid.ts";
import { isUnfinished, silentSince } from "./bulk-run.ts";

/** How far a run is: its state, its calls by outcome, and whether it is without a worker. */
export interface BulkProgress {
  status: BulkRun["status"];
  total: number;
  counts: Record<BulkOutcome, number>;
  /** It is not over, but nothing has been heard of its worker for long: it can be resumed. */
  silent: boolean;
}

/** A run with how far it is; undefined where there is none. */
export async function getBulkRun(db: Db, runId: string): Promise<(BulkRun & BulkProgress) | undefined> {
  if (!isUuid(runId)) return undefined;
  const [[run], counts] = await Promise.all([db.select().from(bulkRun).where(eq(bulkRun.id, runId)), countItems(db, runId)]);
  return run && { ...run, counts, silent: isSilent(run) };
}

/** How far a run is; undefined where there is none. */
export async function bulkProgress(db: Db, runId: string): Promise<BulkProgress | undefined> {
  const run = await getBulkRun(db, runId);
  return run && { status: run.status, total: run.total, counts: run.counts, silent: run.silent };
}

function isSilent({ status, heartbeatAt }: Pick<BulkRun, "status" | "heartbeatAt">): boolean {
  return isUnfinished(status) && heartbeatAt < silentSince(new Date());
}

async function countItems(db: Db, runId: string): Promise<Record<BulkOutcome, number>> {
  const rows = await db
    .select({ outcome: bulkRunItem.outcome, count: sql<number>`count(*)::int` })
    .from(bulkRunItem)
    .where(eq(bulkRunItem.runId, runId))
    .groupBy(bulkRunItem.outcome);
  const counts = Object.fromEntries(bulkOutcome.map((outcome) => [outcome, 0])) as Record<BulkOutcome, number>;
  for (const { outcome, count } of rows) counts[outcome] = count;
  return counts;
}
