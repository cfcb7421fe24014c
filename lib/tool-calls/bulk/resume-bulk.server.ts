import { eq } from "drizzle-orm";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { bulkRun } from "../../db/schema.ts";
import { Refusal } from "../../errors.ts";
import { isUuid } from "../../list/uuid.ts";
import { claimLease, type Lease } from "./bulk-lease.server.ts";
import { isUnfinished } from "./bulk-run.ts";

/**
 * Takes over a run that lost its worker, to go on in the name of `staff`, whom the audit rows of the remaining calls then name. Of two who
 * ask at once, one gets it.
 *
 * @throws Refusal 404 there is no such run; 409 it is over, or somebody works on it
 */
export async function resumeBulk(db: Db, _staff: Granted<"tool-calls:change">, runId: string): Promise<Lease> {
  if (!isUuid(runId)) throw new Refusal(404, "This bulk run is no longer there.");
  const lease = await claimLease(db, runId);
  if (lease) return lease;
  const [run] = await db.select({ status: bulkRun.status }).from(bulkRun).where(eq(bulkRun.id, runId));
  if (!run) throw new Refusal(404, "This bulk run is no longer there.");
  throw new Refusal(409, isUnfinished(run.status) ? "This bulk run is being worked on already." : "This bulk run is over.");
}
