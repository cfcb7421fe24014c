import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, type ToolCall, toolCallStatus, toolCalls } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { statusLabel } from "../../lib/status-labels.ts";
import { moveToolCall } from "../../lib/tool-calls/move-tool-call.server.ts";
import { isLegalMove, legalMoves, type ToolCallMove, toolCallMoves } from "../../lib/tool-calls/tool-call-moves.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";

const moves = Object.keys(toolCallMoves) as ToolCallMove[];
const reason = "hangs since noon";

const read = async (db: Db, id: string): Promise<ToolCall | undefined> =>
  (await db.select().from(toolCalls).where(eq(toolCalls.id, id)))[0];
const refusalOf = (moved: Promise<unknown>): Promise<unknown> => moved.then(() => "not refused").catch((error: unknown) => error);
const json = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("a legal move", () => {
  for (const status of toolCallStatus) {
    for (const move of legalMoves(status)) {
      test(`${move} takes a ${status} call to ${toolCallMoves[move].to} and leaves one entry`, async ({ db }) => {
        const staff = staffWith("tool-calls:change");
        const before = await makeToolCall(db, { status });
        const other = await makeToolCall(db, { status });
        await moveToolCall(db, staff, before.id, move, { reason });

        const after = (await read(db, before.id))!;
        expect(after.status).toBe(toolCallMoves[move].to);
        expect(await read(db, other.id)).toEqual(other);

        const entries = await auditRowsOf(db, "tool_call", before.id);
        expect(entries).toHaveLength(1);
        expect(entries[0]).toMatchObject({ action: toolCallMoves[move].action, actorId: staff.id, reason, requestId: staff.requestId });
        const changed = (["status", "startedAt", "finishedAt", "error"] as const).filter(
          (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
        );
        const fieldsOf = (row: ToolCall) => Object.fromEntries(changed.map((field) => [field, json(row[field])]));
        expect(entries[0]!.before).toEqual(fieldsOf(before));
        expect(entries[0]!.after).toEqual(fieldsOf(after));
      });
    }
  }

  test("cancel ends the call now, also one that never started, and invents no start", async ({ db }) => {
    const began = Date.now();
    for (const status of ["queued", "running"] as const) {
      const call = await makeToolCall(db, { status });
      await moveToolCall(db, staffWith("tool-calls:change"), call.id, "cancel", {});
      const after = (await read(db, call.id))!;
      expect(after.finishedAt!.getTime()).toBeGreaterThanOrEqual(began);
      expect(after).toMatchObject({ startedAt: call.startedAt, error: null, dedupeKey: call.dedupeKey });
      expect((await auditRowsOf(db, "tool_call", call.id))[0]!.reason).toBeNull();
    }
  });

  test("retry clears times, error and response; the entry keeps the error, and of the response its length", async ({ db }) => {
    const call = await makeToolCall(db, { status: "failed", error: "Error: 502\n    at search", response: { errors: [{ status: 502 }] } });
    await moveToolCall(db, staffWith("tool-calls:change"), call.id, "retry", {});
    expect(await read(db, call.id)).toEqual({ ...call, status: "queued", startedAt: null, finishedAt: null, error: null, response: null });
    const [entry] = await auditRowsOf(db, "tool_call", call.id);
    expect(entry!.before).toMatchObject({ error: call.error, response: expect.stringMatching(/^\d+ characters$/) });
    expect(entry!.after).toMatchObject({ error: null, response: null });
    expect(JSON.stringify(entry)).not.toContain("errors");
  });

  test("a mark's reason becomes the error of a call that has none, and leaves one that is there", async ({ db }) => {
    for (const move of ["markFailed", "markTimedOut"] as const) {
      const silent = await makeToolCall(db, { status: "running" });
      const spoken = await makeToolCall(db, { status: "running", error: "upstream answers slowly" });
      await moveToolCall(db, staffWith("tool-calls:change"), silent.id, move, { reason });
      await moveToolCall(db, staffWith("tool-calls:change"), spoken.id, move, { reason });
      expect((await read(db, silent.id))!.error).toBe(reason);
      expect((await read(db, spoken.id))!.error).toBe("upstream answers slowly");
      expect((await read(db, spoken.id))!.finishedAt).not.toBeNull();
    }
  });
});

describe("a refused move leaves no trace", () => {
  async function expectRefused(db: Db, call: ToolCall, move: ToolCallMove, form: { reason?: string }): Promise<Refusal> {
    const refusal = await refusalOf(moveToolCall(db, staffWith("tool-calls:change"), call.id, move, form));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(await read(db, call.id)).toEqual(call);
    expect(await auditRowsOf(db, "tool_call", call.id)).toEqual([]);
    return refusal as Refusal;
  }

  for (const move of moves) {
    test(`${move} where it is not legal: 409 with the present state`, async ({ db }) => {
      for (const status of toolCallStatus.filter((each) => !isLegalMove(move, each))) {
        const refusal = await expectRefused(db, await makeToolCall(db, { status }), move, { reason });
        expect(refusal.status).toBe(409);
        expect(refusal.message).toContain(`“${statusLabel("tool-call", status)}”`);
      }
    });
  }

  test("of a call in a state that nobody listed: 409 with the state as it is", async ({ db }) => {
    const call = await makeToolCall(db);
    await db.execute(`update tool_calls set status = 'exploded' where id = '${call.id}'`);
    const exploded = (await read(db, call.id))!;
    for (const move of moves) expect((await expectRefused(db, exploded, move, { reason })).message).toContain("exploded");
  });

  test("a mark without a reason: 422 beside the field", async ({ db }) => {
    const call = await makeToolCall(db, { status: "running" });
    for (const move of ["markFailed", "markTimedOut"] as const) {
      expect(await expectRefused(db, call, move, {})).toMatchObject({ status: 422, field: "reason" });
    }
  });

  test("of a call that is gone, or never was: 404", async ({ db }) => {
    for (const id of [randomUUID(), "no-uuid", "'", ""]) {
      const refusal = await refusalOf(moveToolCall(db, staffWith("tool-calls:change"), id, "cancel", {}));
      expect(refusal).toMatchObject({ status: 404 });
    }
    expect(await db.$count(auditLog)).toBe(0);
  });
});
