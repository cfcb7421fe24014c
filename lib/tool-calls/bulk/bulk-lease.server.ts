import { and, eq, inArray, lt } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { type BulkRun, bulkRun } from "../../db/schema.ts";
import { silentSince } from "./bulk-run.ts";

/**
 * The right to work on a run. It is the run's heartbeat itself: who wrote the last one holds it, so a worker that was away for too long
 * finds another's heartbeat in place of its own and stops.
 */
export interface Lease {
  runId: string;
  heartbeatAt: Date;
}

/** Takes over a run that is not over and that nobody has worked on for long; undefined where that is not so. */
export async function claimLease(db: Db, runId: string, now = new Date()): Promise<Lease | undefined> {
  const [row] = await db
    .update(bulkRun)
    .set({ heartbeatAt: now })
    .where(and(eq(bulkRun.id, runId), inArray(bulkRun.status, ["running", "stopping"]), lt(bulkRun.heartbeatAt, silentSince(now))))
    .returning({ id: bulkRun.id });
  return row && { runId, heartbeatAt: now };
}

/** The heartbeat that follows; always a later one, whatever the clock does. */
export function nextHeartbeat({ heartbeatAt }: Lease): Date {
  return new Date(Math.max(Date.now(), heartbeatAt.getTime() + 1));
}

/**
 * Says that the worker lives, and asks whether it is to stop. Undefined where the lease is lost or the run is over. It may be asked again
 * with the same `next` when no answer came: the first try may have been written.
 */
export async function renewLease(db: Db, lease: Lease, next: Date): Promise<Pick<BulkRun, "status" | "move" | "reason"> | undefined> {
  const [row] = await db
    .update(bulkRun)
    .set({ heartbeatAt: next })
    .where(
      and(
        eq(bulkRun.id, lease.runId),
        inArray(bulkRun.status, ["running", "stopping"]),
        inArray(bulkRun.heartbeatAt, [lease.heartbeatAt, next]),
      ),
    )
    .returning({ status: bulkRun.status, move: bulkRun.move, reason: bulkRun.reason });
  return row;
}
