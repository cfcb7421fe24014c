import { setImmediate as breathe, setTimeout as wait } from "node:timers/promises";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { isDatabaseAway } from "../../db/database-errors.ts";
import type { BulkRun } from "../../db/schema.ts";
import { type Lease, renewLease } from "./bulk-lease.server.ts";
import { endBulk, finishBulk } from "./end-bulk.server.ts";
import { moveNextItem } from "./move-next-item.server.ts";
import { stillGranted } from "./still-granted.server.ts";

const BATCH = 50;
/** A batch of slow calls ends early, so that a wish to stop is soon heard and the heartbeat stays young. */
const BATCH_MS = 2_000;
/** While the database is away; together shorter than a lease, so that nobody else has taken over. */
const RETRIES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Works off a run in the name of `staff` until it is over, stopped, or taken over by another worker. Between two batches it renews its lease,
 * hears whether it is to stop, and looks whether the person may still do this. Each call is a transaction of its own (see `moveNextItem`):
 * a row that the product writes too is locked for one change, not for a whole batch, and what is done stays done.
 *
 * @param lease from `startBulk` or `claimLease`
 * @throws whatever keeps the database from answering; the run stays where it was, and can be resumed
 */
export async function workBulk(db: Db, staff: Granted<"tool-calls:change">, lease: Lease, { batch = BATCH } = {}): Promise<void> {
  const { runId } = lease;
  for (;;) {
    const run = await persistently(() => renewLease(db, lease));
    if (!run) return;
    if (run.status === "stopping") return persistently(() => endBulk(db, runId));
    const acting = await persistently(() => stillGranted(db, staff));
    if (!acting) return persistently(() => endBulk(db, runId, `Purser, because ${staff.name} may no longer change tool calls`));
    if (await workBatch(db, acting, { id: runId, ...run }, batch)) continue;
    if (await persistently(() => finishBulk(db, runId))) return;
    // What is left, another worker has in hand.
    await wait(200);
  }
}

/** Says whether there may be more. */
async function workBatch(
  db: Db,
  staff: Granted<"tool-calls:change">,
  run: Pick<BulkRun, "id" | "move" | "reason">,
  size: number,
): Promise<boolean> {
  const until = Date.now() + BATCH_MS;
  for (let done = 0; done < size && Date.now() < until; done++) {
    if (!(await persistently(() => moveNextItem(db, staff, run)))) return false;
    // The embedded database answers without ever waiting: the server's other requests have their turn here.
    await breathe();
  }
  return true;
}

/** Tries again while the database is away. Each step may be repeated: one that was written after all is not done twice. */
async function persistently<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      const pause = RETRIES_MS[attempt];
      if (pause === undefined || !isDatabaseAway(error)) throw error;
      await wait(pause);
    }
  }
}
