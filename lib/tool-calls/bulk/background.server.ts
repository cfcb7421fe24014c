import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { logFault } from "../../log-fault.server.ts";
import type { Lease } from "./bulk-lease.server.ts";
import { workBulk } from "./work-bulk.server.ts";

// On the process: the dev server loads this module again on a change, and a worker goes on.
const holder = globalThis as typeof globalThis & { purserBulkWorkers?: Map<string, Promise<void>> };

/**
 * Has this process work off a run while requests come and go; the answer does not wait for it. A fault ends the worker with a line in the
 * log, and the run can be resumed.
 */
export function workInBackground(db: Db, staff: Granted<"tool-calls:change">, lease: Lease): void {
  holder.purserBulkWorkers ??= new Map();
  const workers = holder.purserBulkWorkers;
  const working = workBulk(db, staff, lease)
    .catch((error: unknown) => logFault(error, { requestId: staff.requestId, request: `bulk run ${lease.runId}` }))
    .finally(() => {
      if (workers.get(lease.runId) === working) workers.delete(lease.runId);
    });
  workers.set(lease.runId, working);
}

/** The end of this process's work on a run; resolved where it does not work on it. */
export function workOn(runId: string): Promise<void> {
  return holder.purserBulkWorkers?.get(runId) ?? Promise.resolve();
}
