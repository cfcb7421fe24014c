import { eq } from "drizzle-orm";
import { toolCalls } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { moveToolCall } from "../../lib/tool-calls/move-tool-call.server.ts";
import type { ToolCallMove } from "../../lib/tool-calls/tool-call-moves.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";

const rounds = 20;

describe("two staff moving one tool call at the same time", () => {
  test.for<[ToolCallMove, ToolCallMove]>([
    ["cancel", "cancel"],
    ["cancel", "markFailed"],
    ["markTimedOut", "markFailed"],
  ])("%s and %s: one move is made, one refused, one entry left", async ([first, second], { database: { db } }) => {
    for (let round = 0; round < rounds; round++) {
      const call = await makeToolCall(db, { status: "running" });
      const staff = [staffWith("tool-calls:change"), staffWith("tool-calls:change")] as const;
      const results = await Promise.allSettled([
        moveToolCall(db, staff[0], call.id, first, { reason: "the first asked" }),
        moveToolCall(db, staff[1], call.id, second, { reason: "the second asked" }),
      ]);

      const winner = results.findIndex((result) => result.status === "fulfilled");
      const [lost] = results.filter((result) => result.status === "rejected");
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      expect(lost!.reason).toBeInstanceOf(Refusal);
      expect(lost!.reason).toMatchObject({ status: 409 });

      const [after] = await db.select({ status: toolCalls.status }).from(toolCalls).where(eq(toolCalls.id, call.id));
      const entries = await auditRowsOf(db, "tool_call", call.id);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ actorId: staff[winner]!.id, before: { status: "running" }, after: { status: after!.status } });
    }
  });

  test("the product ends the call while it is canceled: the one that was first stands", async ({ database: { db } }) => {
    for (let round = 0; round < rounds; round++) {
      const call = await makeToolCall(db, { status: "running" });
      const finish = db
        .update(toolCalls)
        .set({ status: "succeeded", finishedAt: new Date(), response: { offers: 3 } })
        .where(eq(toolCalls.id, call.id));
      const [canceled] = await Promise.allSettled([moveToolCall(db, staffWith("tool-calls:change"), call.id, "cancel", {}), finish]);
      const entries = await auditRowsOf(db, "tool_call", call.id);
      if (canceled!.status === "fulfilled") {
        expect(entries).toHaveLength(1);
      } else {
        expect(canceled!.reason).toMatchObject({ status: 409, message: expect.stringContaining("Succeeded") });
        expect(entries).toEqual([]);
      }
    }
  });
});
