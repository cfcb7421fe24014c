import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { toolCallFailure, toolCalls } from "../../lib/db/schema.ts";
import { addDays, dayOf } from "../../lib/list/day.ts";
import { periodsOf } from "../../lib/metrics/period.ts";
import { failedCallsLink, failureKey, failureList, isNewFailure, MOST_GROUPS } from "../../lib/tool-calls/failures/failures.ts";
import { callsByTool, failureGroupOf, failuresAffected, listFailures } from "../../lib/tool-calls/failures/list-failures.server.ts";
import { countToolCalls, listToolCalls } from "../../lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeToolCall, makeUser } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

const now = new Date("2026-03-31T12:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const march = periodsOf({ kind: "custom", from: "2026-03-01", to: "2026-03-31" }, now, "UTC");
const failures = (db: Db, order: "calls" | "lastSeen" = "calls", tools?: string[]) => listFailures(db, { periods: march, tools, order });

describe("failures", () => {
  test("are put together by what is alike in their errors, for each tool", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const other = await makeChat(db, { userId: (await makeUser(db)).id });
    const failed = (error: string, days: number, more: Partial<typeof toolCalls.$inferInsert> = {}) =>
      makeToolCall(db, { chatId, status: "failed", error, createdAt: ago(days), ...more });
    await failed("Order 17 was not found", 3);
    await failed("Order 18 was not found", 2);
    await failed("Order 19 was not found", 45);
    const newest = await failed("Order 4 was not found", 0.5, { chatId: other.id, status: "timeout" });
    await failed("Order 5 was not found", 0.25, { toolName: "book_flight" });
    await makeToolCall(db, { chatId, status: "succeeded", createdAt: ago(1) });
    const { groups, totalGroups, totalCalls } = await failures(db);
    expect({ totalGroups, totalCalls }).toEqual({ totalGroups: 2, totalCalls: 4 });
    expect(groups[0]).toMatchObject({
      tool: "search_flights",
      calls: 3,
      before: 1,
      firstSeen: ago(45),
      lastSeen: ago(0.5),
      example: { id: newest.id, error: "Order 4 was not found" },
    });
    expect(groups[0]!.words).not.toMatch(/\d/);
    expect(groups[0]!.values.map((calls, index) => [index + 1, calls]).filter(([, calls]) => calls)).toEqual([
      [28, 1],
      [29, 1],
      [31, 1],
    ]);
    expect(groups[1]).toMatchObject({ tool: "book_flight", calls: 1, before: 0 });
    expect(isNewFailure(groups[1]!.firstSeen, now)).toBe(true);
    expect(isNewFailure(groups[0]!.firstSeen, now)).toBe(false);
    expect(await callsByTool(db, march, undefined)).toEqual({ search_flights: 4, book_flight: 1 });
    expect((await failuresAffected(db, march, groups))[failureKey(groups[0]!)]).toEqual({ chats: 2, users: 2 });
    expect(await failureGroupOf(db, newest.id)).toBe(groups[0]!.group);
  });

  test("are ordered by calls or by when they were last seen, and kept to tools", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    for (const [error, days, toolName] of [
      ["many", 5, "a"],
      ["many", 6, "a"],
      ["lately", 1, "a"],
      ["elsewhere", 2, "b"],
    ] as const)
      await makeToolCall(db, { chatId, status: "failed", error, createdAt: ago(days), toolName });
    const order = async (...args: Parameters<typeof failures> extends [Db, ...infer Rest] ? Rest : never) =>
      (await failures(db, ...args)).groups.map(({ group }) => group);
    expect(await order("calls")).toEqual(["many", "lately", "elsewhere"]);
    expect(await order("lastSeen")).toEqual(["lately", "elsewhere", "many"]);
    expect(await order("calls", ["b"])).toEqual(["elsewhere"]);
    expect(await order("calls", ["nobody's"])).toEqual([]);
  });

  test("without a word are a kind too, and their link finds them", async ({ db }) => {
    const call = await makeToolCall(db, { status: "failed", error: null, createdAt: ago(1) });
    await makeToolCall(db, { status: "failed", error: "words", createdAt: ago(1) });
    const group = (await failures(db)).groups.find((row) => row.group === "")!;
    expect(group.example).toEqual({ id: call.id, error: null });
    const { rows } = await listToolCalls(db, toolCallList.parse(failedCallsLink("", call.toolName, undefined)));
    expect(rows.map((row) => row.id)).toEqual([call.id]);
  });

  test("beyond the shown ones are counted", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const word = (n: number) => [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
    const rows = Array.from({ length: MOST_GROUPS + 7 }, (_, n) => ({
      chatId,
      toolName: "t",
      status: "failed" as const,
      request: {},
      error: `kind ${word(n)}`,
      createdAt: ago(1),
    }));
    await db.insert(toolCalls).values(rows);
    const { groups, totalGroups, totalCalls } = await failures(db);
    expect([groups.length, totalGroups, totalCalls]).toEqual([MOST_GROUPS, MOST_GROUPS + 7, MOST_GROUPS + 7]);
  });
});

describe("every number of failures", () => {
  const words = fc.constantFrom(
    "quota",
    "Order 12 of 99",
    " spaced  out ",
    "",
    "é “x”",
    "😀".repeat(240),
    "%_\\",
    "line\n  at f (a.ts:1:2)",
    "'--",
  );
  const anyError = fc.option(
    fc.array(words, { maxLength: 2 }).map((parts) => parts.join(" ")),
    { freq: 5 },
  );

  test("is the number of calls in the list behind it, on random data", { timeout: 240_000 }, async ({ db }) => {
    for (const n of [0, 1, 2]) await makeChat(db, { id: `chat_${n}`, userId: (await makeUser(db)).id });
    const zone = "UTC";
    const call = fc.record({
      chatId: fc.constantFrom("chat_0", "chat_1", "chat_2"),
      toolName: fc.constantFrom("search", "book flight", "a&b=c"),
      status: fc.constantFrom("failed" as const, "timeout" as const, "failed" as const, "succeeded" as const, "running" as const),
      error: anyError,
      createdAt: fc.date({ min: ago(80), max: now, noInvalidDate: true }),
    });
    const rows = fc.sample(call, { numRuns: 500, seed: seeded(1).seed });
    await db.insert(toolCalls).values(rows.map((row) => ({ ...row, request: {} })));
    const kept = await db.$count(toolCallFailure);
    expect(kept).toBe(rows.filter(({ status }) => status === "failed" || status === "timeout").length);

    const today = dayOf(now, zone);
    for (const days of [1, 30, 200]) {
      const periods = periodsOf({ kind: "custom", from: addDays(today, 1 - days), to: today }, now, zone);
      const { groups, totalCalls } = await listFailures(db, { periods, tools: undefined, order: "calls" });
      const affected = await failuresAffected(db, periods, groups);
      expect(groups.length).toBeGreaterThan(0);
      expect(groups.length).toBeLessThan(MOST_GROUPS);
      expect(groups.reduce((sum, group) => sum + group.calls, 0)).toBe(totalCalls);
      for (const row of groups) {
        const link = failedCallsLink(row.group, row.tool, periods.current.range, row.calls);
        const query = { ...toolCallList.parse(link), size: 500 };
        const found = await listToolCalls(db, query);
        expect([link, found.rows.length]).toEqual([link, row.calls]);
        expect(await countToolCalls(db, query)).toEqual({ count: row.calls, exact: true });
        expect(row.values.reduce((sum, value) => sum + value, 0)).toBe(row.calls);
        expect(found.rows[0]!.id).toBe(row.example.id);
        expect(affected[failureKey(row)]).toEqual({
          chats: new Set(found.rows.map(({ chatId }) => chatId)).size,
          users: new Set(found.rows.map(({ userId }) => userId)).size,
        });
        expect(row.firstSeen <= row.lastSeen).toBe(true);
      }
    }
  });

  test("stands in a link that says it again", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: "binary", maxLength: 200 }).filter((text) => !text.includes("\0")),
          { minLength: 1, maxLength: 3 },
        ),
        (groups) => {
          const failure = [...new Set(groups)];
          expect(toolCallList.parse(toolCallList.link({ failure })).filters.failure).toEqual(failure);
        },
      ),
      seeded(300),
    );
    expect(failureList.parse("/tool-calls/failures?sort=-lastSeen&tool=a").sort).toEqual({ key: "lastSeen", direction: "desc" });
  });
});
