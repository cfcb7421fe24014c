import { randomUUID } from "node:crypto";
import { and, eq, inArray, lt } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { type BulkRun, bulkRun } from "../../db/schema.ts";
import { silentSince } from "./bulk-run.ts";

/** The right to work on a run: whose id stands in its row holds it, so a worker that was away for too long finds another's and stops. */
export interface Lease {
  runId: string;
  worker: string;
}

/** Takes over a run that is not over and that nobody has worked on for long; undefined where that is not so. */
export async function claimLease(db: Db, runId: string, now = new Date()): Promise<Lease | undefined> {
  const worker = randomUUID();
  const [row] = await db
    .update(bulkRun)
    .set({ worker, heartbeatAt: now })
    .where(and(eq(bulkRun.id, runId), inArray(bulkRun.status, ["running", "stopping"]), lt(bulkRun.heartbeatAt, silentSince(now))))
    .returning({ id: bulkRun.id });
  return row && { runId, worker };
}

/** Says that the worker lives, and asks whether it is to stop. Undefined where the lease is lost or the run is over. */
export async function renewLease(db: Db, lease: Lease): Promise<Pick<BulkRun, "status" | "move" | "reason"> | undefined> {
  const [row] = await db
    .update(bulkRun)
    .set({ heartbeatAt: new Date() })
    .where(and(eq(bulkRun.id, lease.runId), inArray(bulkRun.status, ["running", "stopping"]), eq(bulkRun.worker, lease.worker)))
    .returning({ status: bulkRun.status, move: bulkRun.move, reason: bulkRun.reason });
  return row;
}
