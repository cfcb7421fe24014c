import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { type BulkRun, bulkRun, bulkRunItem, toolCalls } from "../../db/schema.ts";
import type { BulkToolCallMove } from "../../db/values.ts";
import { Refusal } from "../../errors.ts";
import { formatCount } from "../../format.ts";
import type { ToolCallQuery } from "../tool-call-where.server.ts";
import { filterParams } from "./bulk-filter.ts";
import { BULK_LIMIT, bulkMoves } from "./bulk-run.ts";
import { movableWhere } from "./preview-bulk.server.ts";

export interface BulkStart {
  move: BulkToolCallMove;
  query: Pick<ToolCallQuery, "q" | "filters">;
  /** How many calls the person was told that it would be. */
  expected: number;
  reason?: string | undefined;
}

/**
 * Writes down a run and the calls that it is for, in one transaction: those that match and may make the move at this moment. What is counted
 * is what was written, so that the number and the calls cannot come apart. Nobody works on it yet: see `workBulk`.
 *
 * @throws Refusal 409 other than the expected number of calls may make the move by now, with both numbers; 422 none may, or too many
 */
export async function startBulk(
  db: Db,
  staff: Granted<"tool-calls:change">,
  { move, query, expected, reason }: BulkStart,
): Promise<Pick<BulkRun, "id" | "total" | "worker">> {
  return db.transaction(async (tx) => {
    const now = new Date();
    const [run] = await tx
      .insert(bulkRun)
      .values({
        move,
        filter: filterParams(query).toString(),
        total: expected,
        reason: reason?.trim() || null,
        staffId: staff.id,
        staffName: staff.name,
        createdAt: now,
        worker: randomUUID(),
        heartbeatAt: now,
      })
      .returning({ id: bulkRun.id, total: bulkRun.total, worker: bulkRun.worker });
    const { rows } = await tx.execute<{ count: number }>(sql`
      with chosen as (
        insert into ${bulkRunItem} (run_id, tool_call_id)
        select ${run!.id}::uuid, ${toolCalls.id} from ${toolCalls} where ${movableWhere(query, move)} limit ${sql.raw(String(BULK_LIMIT + 1))}
        returning 1
      )
      select count(*)::int as count from chosen`);
    const count = rows[0]!.count;
    if (count > BULK_LIMIT) throw new Refusal(422, tooMany(move));
    if (count !== expected) throw new Refusal(409, drifted(move, expected, count));
    return run!;
  });
}

function tooMany(move: BulkToolCallMove): string {
  return `More than ${formatCount(BULK_LIMIT)} calls could be ${bulkMoves[move].able}. Narrow the list, and take them in several runs.`;
}

function drifted(move: BulkToolCallMove, expected: number, count: number): string {
  const calls = (number: number) => `${formatCount(number)} ${number === 1 ? "call" : "calls"}`;
  return `${calls(expected)} could be ${bulkMoves[move].able} when you looked; by now it is ${calls(count)}. Nothing was started. Look at the numbers again, then start with the new one or narrow the list.`;
}
