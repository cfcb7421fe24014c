import { eq, sql } from "drizzle-orm";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { toolCalls } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { isUuid } from "../list/uuid.ts";
import { illegalMove, isLegalMove, type ToolCallMove, toolCallMoves } from "./tool-call-moves.ts";

/**
 * Moves a tool call into another state. No version travels through the form: what counts is the state that the call is in at this moment,
 * whatever else the product wrote meanwhile. A move that ends a call sets `finishedAt`, also of one that never started; a retry clears
 * times, error and response.
 *
 * @throws Refusal 409 the move is not legal from the call's present state, which the sentence names; 422 a reason is missing; 404 it is gone
 */
export async function moveToolCall(
  db: Db,
  staff: Granted<"tool-calls:change">,
  toolCallId: string,
  move: ToolCallMove,
  form: { reason?: string | undefined },
) {
  if (!isUuid(toolCallId)) throw new Refusal(404, "This tool call is no longer there.");
  const { to, action, reason: asks } = toolCallMoves[move];
  const { reason } = form;
  return changeRow(db, staff, {
    table: toolCalls,
    id: toolCalls.id,
    fields: { status: toolCalls.status, startedAt: toolCalls.startedAt, finishedAt: toolCalls.finishedAt, error: toolCalls.error },
    subject: { type: "tool_call", id: toolCallId },
    noun: "tool call",
    version: undefined,
    async decide(before, tx) {
      if (!isLegalMove(move, before.status)) throw new Refusal(409, illegalMove(move, before.status));
      if (asks === "required" && !reason) throw new Refusal(422, "Say why: the audit log keeps it.", { field: "reason" });
      switch (move) {
        case "cancel":
          return { action, set: { status: to, finishedAt: new Date() }, reason };
        case "retry":
          return {
            action,
            set: { status: to, startedAt: null, finishedAt: null, error: null },
            reason,
            alsoSet: { response: null },
            // The log names the response's length alone: it can be large, and what a tool found for a person is not the log's to keep.
            alsoRecord: { before: { response: await responseLength(tx, toolCallId) }, after: { response: null } },
          };
        case "markFailed":
        case "markTimedOut":
          return { action, set: { status: to, finishedAt: new Date(), error: before.error || reason || null }, reason };
      }
    },
  });
}

/** "2310 characters"; null without a response. */
async function responseLength(tx: Db, toolCallId: string): Promise<string | null> {
  const [row] = await tx
    .select({ length: sql<number | null>`length(${toolCalls.response}::text)` })
    .from(toolCalls)
    .where(eq(toolCalls.id, toolCallId));
  return row?.length == null ? null : `${row.length} characters`;
}
