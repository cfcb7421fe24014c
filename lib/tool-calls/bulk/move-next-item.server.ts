import { and, asc, eq } from "drizzle-orm";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { isDatabaseUnreachable } from "../../db/database-errors.ts";
import { refusedByDatabase } from "../../db/refused-by-database.server.ts";
import { type BulkRun, bulkRunItem } from "../../db/schema.ts";
import { Refusal } from "../../errors.ts";
import { logFault } from "../../log-fault.server.ts";
import { moveToolCall } from "../move-tool-call.server.ts";

/**
 * Makes the move of the next call whose turn it is, by the same rule as for a single call. The change, its audit row and the item's outcome
 * are one transaction, so that a fault midway leaves the item as if its turn had not come. The row of an item is locked, and one that
 * another worker holds is passed over: each is worked on once, whoever works.
 *
 * @returns false when there is no item left to take
 */
export async function moveNextItem(
  db: Db,
  staff: Granted<"tool-calls:change">,
  run: Pick<BulkRun, "id" | "move" | "reason">,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [item] = await tx
      .select({ toolCallId: bulkRunItem.toolCallId })
      .from(bulkRunItem)
      .where(and(eq(bulkRunItem.runId, run.id), eq(bulkRunItem.outcome, "pending")))
      .orderBy(asc(bulkRunItem.toolCallId))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!item) return false;
    const outcome = await outcomeOf(tx, staff, item.toolCallId, run);
    await tx
      .update(bulkRunItem)
      .set({ ...outcome, doneAt: new Date() })
      .where(and(eq(bulkRunItem.runId, run.id), eq(bulkRunItem.toolCallId, item.toolCallId)));
    return true;
  });
}

type Outcome = { outcome: "done" | "refused"; detail: string | null };

/** The move's own transaction is a savepoint here: what is refused leaves no trace but the item's outcome. */
async function outcomeOf(
  tx: Db,
  staff: Granted<"tool-calls:change">,
  toolCallId: string,
  { id, move, reason }: Pick<BulkRun, "id" | "move" | "reason">,
): Promise<Outcome> {
  try {
    await moveToolCall(tx, staff, toolCallId, move, { reason: reason ?? undefined });
    return { outcome: "done", detail: null };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusedByDatabase(error);
    if (refusal) return { outcome: "refused", detail: refusal.message };
    if (isDatabaseUnreachable(error)) throw error;
    // One call that cannot be changed must not keep all others waiting for ever.
    logFault(error, { requestId: staff.requestId, request: `bulk run ${id}, tool call ${toolCallId}` });
    return { outcome: "refused", detail: "It could not be changed because of a fault. The server's log says more." };
  }
}
