import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { bulkRun, bulkRunItem, toolCalls, user, userRoles } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { filterWords, unreadParams } from "../../lib/tool-calls/bulk/bulk-filter.ts";
import { bulkItemList, bulkRunList } from "../../lib/tool-calls/bulk/bulk-lists.ts";
import { BULK_LIMIT, LEASE_MS } from "../../lib/tool-calls/bulk/bulk-run.ts";
import { getBulkRun } from "../../lib/tool-calls/bulk/get-bulk-run.server.ts";
import { countBulkItems, listBulkItems } from "../../lib/tool-calls/bulk/list-bulk-items.server.ts";
import { countBulkRuns, listBulkRuns } from "../../lib/tool-calls/bulk/list-bulk-runs.server.ts";
import { previewBulk } from "../../lib/tool-calls/bulk/preview-bulk.server.ts";
import { resumeBulk } from "../../lib/tool-calls/bulk/resume-bulk.server.ts";
import { startBulk } from "../../lib/tool-calls/bulk/start-bulk.server.ts";
import { stopBulk } from "../../lib/tool-calls/bulk/stop-bulk.server.ts";
import { workBulk } from "../../lib/tool-calls/bulk/work-bulk.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { chosenBy, entriesOf, makeCalls, makeSupport, outcomesOf, runOf, start } from "./bulk.ts";

const refusalOf = (act: Promise<unknown>): Promise<unknown> => act.then(() => "not refused").catch((error: unknown) => error);
const statusesOf = async (db: Db, calls: readonly { id: string }[]) => {
  const rows = await db
    .select({ id: toolCalls.id, status: toolCalls.status })
    .from(toolCalls)
    .where(
      inArray(
        toolCalls.id,
        calls.map((call) => call.id),
      ),
    );
  const byId = new Map(rows.map((row) => [row.id, row.status]));
  return calls.map((call) => byId.get(call.id));
};
/** As if the run's worker had died a while ago. */
const silence = (db: Db, runId: string) =>
  db
    .update(bulkRun)
    .set({ heartbeatAt: new Date(Date.now() - LEASE_MS - 1_000) })
    .where(eq(bulkRun.id, runId));

describe("the preview", () => {
  test("counts what matches, by status, and what may make the move", async ({ db }) => {
    const { chatId, calls } = await makeCalls(db, "failed", "failed", "timeout", "canceled", "queued", "running", "succeeded");
    await makeCalls(db, "failed");
    expect(await previewBulk(db, chosenBy(`chat=${chatId}`), "retry")).toEqual({
      matching: 7,
      matchingExact: true,
      movable: 4,
      tooMany: false,
      byStatus: [
        { status: "failed", count: 2, may: true },
        { status: "canceled", count: 1, may: true },
        { status: "queued", count: 1, may: false },
        { status: "running", count: 1, may: false },
        { status: "succeeded", count: 1, may: false },
        { status: "timeout", count: 1, may: true },
      ],
    });
    const chosen = chosenBy(`id=${calls[4]!.id}&id=${calls[5]!.id}&id=${calls[6]!.id}`);
    expect(await previewBulk(db, chosen, "cancel")).toMatchObject({ matching: 3, movable: 2 });
    expect(await previewBulk(db, chosenBy("id=nonsense"), "cancel")).toMatchObject({ matching: 0, movable: 0, byStatus: [] });
  });

  test("stops counting above the limit, and no run can begin there", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId } = await makeCalls(db, "queued");
    await db.execute(sql`
      insert into tool_calls (chat_id, tool_name, status, request)
      select ${chatId}, 'search_flights', 'failed', '{}'::json from generate_series(1, ${BULK_LIMIT})`);
    const query = chosenBy(`chat=${chatId}`);
    expect(await previewBulk(db, query, "cancel")).toMatchObject({
      matching: BULK_LIMIT,
      matchingExact: false,
      movable: 1,
      tooMany: false,
    });
    expect(await previewBulk(db, query, "retry")).toMatchObject({ movable: BULK_LIMIT, tooMany: false });
    await makeToolCall(db, { chatId, status: "timeout" });
    expect(await previewBulk(db, query, "retry")).toMatchObject({ movable: BULK_LIMIT + 1, tooMany: true });
    const refused = await refusalOf(startBulk(db, staff, { move: "retry", query, expected: BULK_LIMIT + 1 }));
    expect(refused).toMatchObject({ status: 422, message: expect.stringContaining("More than 10,000") });
    expect(await db.$count(bulkRun)).toBe(0);
    expect(await db.$count(bulkRunItem)).toBe(0);
  });
});

describe("the filter", () => {
  test("is said in words", () => {
    expect(filterWords(chosenBy("status=failed&status=timeout&tool=get_weather&q=Lisbon&stuck=yes"))).toEqual([
      "Search “Lisbon”",
      "Status is Failed or Timed out",
      "Tool is get_weather",
      "Stuck is running over 10 minutes",
    ]);
    expect(filterWords(chosenBy(`id=${randomUUID()}&id=${randomUUID()}`))).toEqual(["2 selected calls"]);
    expect(filterWords(chosenBy(""))).toEqual([]);
  });

  test("that the list would pass over in part is noticed", () => {
    const unread = (search: string) => unreadParams(new URLSearchParams(search));
    expect(unread("move=retry&status=failed&tool=x&createdAt.from=2026-03-01&longerThan=5&q= a &stuck=yes&sort=duration&size=50")).toEqual(
      [],
    );
    expect(unread(`id=${randomUUID().toUpperCase()}`)).toEqual([]);
    expect(unread("status=faild")).toEqual(["status"]);
    expect(unread("longerThan=5.0")).toEqual(["longerThan"]);
    expect(unread("status=failed&status=faild")).toEqual(["status"]);
    expect(unread("createdAt.from=2026-02-30")).toEqual(["createdAt.from"]);
    expect(unread("stuck=maybe&nonsense=1")).toEqual(["stuck", "nonsense"]);
    expect(unread(Array.from({ length: 201 }, () => `id=${randomUUID()}`).join("&"))).toEqual(["id"]);
    expect(unread(`q=${"x".repeat(300)}`)).toEqual(["q"]);
  });
});

describe("a start", () => {
  test("writes down the calls that may make the move, and who, when and why", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "failed", "succeeded", "timeout", "running");
    const { runId } = await start(db, staff, chatId, "retry", 2, " the provider is back ");
    expect(await runOf(db, runId)).toMatchObject({
      ...{ move: "retry", status: "running", total: 2, filter: `chat=${chatId}`, reason: "the provider is back" },
      ...{ staffId: staff.id, staffName: "Sam Support", finishedAt: null, stoppedBy: null },
    });
    expect(await outcomesOf(db, runId)).toEqual({
      [calls[0]!.id]: { outcome: "pending", detail: null },
      [calls[2]!.id]: { outcome: "pending", detail: null },
    });
    expect(await entriesOf(db, calls)).toEqual([]);
  });

  test("is refused with both numbers where the list has drifted, and leaves nothing", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId } = await makeCalls(db, "failed", "failed");
    await makeToolCall(db, { chatId, status: "timeout" });
    const refused = await refusalOf(start(db, staff, chatId, "retry", 2));
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ status: 409 });
    expect((refused as Refusal).message).toMatch(/^2 calls could be retried when you looked; by now it is 3 calls\. Nothing was started\./);
    expect(await db.$count(bulkRun)).toBe(0);
    expect(await db.$count(bulkRunItem)).toBe(0);
  });
});

describe("a worker", () => {
  test("moves each call by its own rule, with one audit row a call", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "failed", "timeout", "canceled", "failed", "failed");
    const lease = await start(db, staff, chatId, "retry", 5, "the provider is back");
    // In between the product has moved one, and one is gone.
    await db.update(toolCalls).set({ status: "succeeded" }).where(eq(toolCalls.id, calls[1]!.id));
    await db.delete(toolCalls).where(eq(toolCalls.id, calls[2]!.id));
    await workBulk(db, staff, lease, { batch: 2 });

    expect(await runOf(db, lease.runId)).toMatchObject({ status: "finished", finishedAt: expect.any(Date), stoppedBy: null });
    const outcomes = await outcomesOf(db, lease.runId);
    expect(outcomes[calls[0]!.id]).toEqual({ outcome: "done", detail: null });
    expect(outcomes[calls[1]!.id]).toEqual({ outcome: "refused", detail: expect.stringContaining("“Succeeded”") });
    expect(outcomes[calls[2]!.id]).toEqual({ outcome: "refused", detail: "This tool call is no longer there." });
    expect(await statusesOf(db, calls)).toEqual(["queued", "succeeded", undefined, "queued", "queued"]);

    const entries = await entriesOf(db, calls);
    expect(entries.map((entry) => entry.subjectId).sort()).toEqual([calls[0]!.id, calls[3]!.id, calls[4]!.id].sort());
    for (const entry of entries) {
      expect(entry).toMatchObject({
        action: "tool_call.retry",
        actorId: staff.id,
        reason: "the provider is back",
        requestId: staff.requestId,
      });
      expect(entry.after).toMatchObject({ status: "queued" });
    }
    expect((await getBulkRun(db, lease.runId))!.counts).toEqual({ pending: 0, done: 3, refused: 2, skipped: 0 });
  });

  test("cancels as well", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "queued", "running", "failed");
    await workBulk(db, staff, await start(db, staff, chatId, "cancel", 2));
    expect(await statusesOf(db, calls)).toEqual(["canceled", "canceled", "failed"]);
  });

  test("skips what is left once it is asked to stop", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "failed", "failed", "failed");
    const lease = await start(db, staff, chatId, "retry", 3);
    await stopBulk(db, staff, lease.runId);
    expect((await runOf(db, lease.runId)).status).toBe("stopping");
    await stopBulk(db, staff, lease.runId);
    await workBulk(db, staff, lease);
    expect(await runOf(db, lease.runId)).toMatchObject({ status: "stopped", stoppedBy: "Sam Support", finishedAt: expect.any(Date) });
    expect((await getBulkRun(db, lease.runId))!.counts).toEqual({ pending: 0, done: 0, refused: 0, skipped: 3 });
    expect(await entriesOf(db, calls)).toEqual([]);
    expect(await refusalOf(stopBulk(db, staff, lease.runId))).toMatchObject({ status: 409 });
    expect(await refusalOf(resumeBulk(db, staff, lease.runId))).toMatchObject({ status: 409 });
  });

  for (const [what, change] of [
    ["the role is taken away", (db: Db, id: string) => db.delete(userRoles).where(eq(userRoles.userId, id))],
    ["the person is banned", (db: Db, id: string) => db.update(user).set({ banned: true }).where(eq(user.id, id))],
  ] as const) {
    test(`ends when ${what}`, async ({ db }) => {
      const staff = await makeSupport(db);
      const { chatId, calls } = await makeCalls(db, "failed", "failed");
      const lease = await start(db, staff, chatId, "retry", 2);
      await change(db, staff.id);
      await workBulk(db, staff, lease);
      expect(await runOf(db, lease.runId)).toMatchObject({
        status: "stopped",
        stoppedBy: "Purser, because Sam Support may no longer change tool calls",
      });
      expect(await statusesOf(db, calls)).toEqual(["failed", "failed"]);
      expect(await entriesOf(db, calls)).toEqual([]);
    });
  }

  test("that lost its lease does nothing more", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "failed");
    const lease = await start(db, staff, chatId, "retry", 1);
    await silence(db, lease.runId);
    await resumeBulk(db, staff, lease.runId);
    await workBulk(db, staff, lease);
    expect(await statusesOf(db, calls)).toEqual(["failed"]);
    expect((await runOf(db, lease.runId)).status).toBe("running");
  });
});

describe("a run without a worker", () => {
  test("is taken over by whoever resumes it, once, and only after a while", async ({ db }) => {
    const first = await makeSupport(db);
    const second = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "failed", "failed");
    const { runId } = await start(db, first, chatId, "retry", 2);
    expect((await getBulkRun(db, runId))!.silent).toBe(false);
    expect(await refusalOf(resumeBulk(db, second, runId))).toMatchObject({ status: 409, message: expect.stringContaining("already") });
    await silence(db, runId);
    expect((await getBulkRun(db, runId))!.silent).toBe(true);
    const lease = await resumeBulk(db, second, runId);
    expect(await refusalOf(resumeBulk(db, first, runId))).toMatchObject({ status: 409 });
    await workBulk(db, second, lease);
    expect((await runOf(db, runId)).status).toBe("finished");
    expect((await entriesOf(db, calls)).map((entry) => entry.actorId)).toEqual([second.id, second.id]);
  });

  test("ends at once when it is stopped", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId } = await makeCalls(db, "failed");
    const { runId } = await start(db, staff, chatId, "retry", 1);
    await silence(db, runId);
    await stopBulk(db, staff, runId);
    expect(await runOf(db, runId)).toMatchObject({ status: "stopped", stoppedBy: "Sam Support" });
  });

  test("of an unknown id is not there", async ({ db }) => {
    const staff = await makeSupport(db);
    for (const id of [randomUUID(), "nonsense"]) {
      expect(await getBulkRun(db, id)).toBeUndefined();
      expect(await refusalOf(stopBulk(db, staff, id))).toMatchObject({ status: 404 });
      expect(await refusalOf(resumeBulk(db, staff, id))).toMatchObject({ status: 404 });
    }
  });
});

describe("the lists", () => {
  test("of runs: newest first, with what became of the calls", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId } = await makeCalls(db, "failed", "failed");
    const lease = await start(db, staff, chatId, "retry", 2, "again");
    await workBulk(db, staff, lease);
    const other = await start(db, staff, chatId, "cancel", 2);
    const { rows } = await listBulkRuns(db, bulkRunList.defaults);
    expect(rows.map((row) => row.id)).toEqual([other.runId, lease.runId]);
    expect(rows[1]).toMatchObject({ move: "retry", status: "finished", total: 2, done: 2, refused: 0, skipped: 0, reason: "again" });
    for (const [search, count] of Object.entries({ "status=finished": 1, "move=cancel": 1, [`staff=${staff.id}`]: 2, "id=nonsense": 0 })) {
      expect(await countBulkRuns(db, bulkRunList.parse(`?${search}`))).toEqual({ count, exact: true });
    }
  });

  test("of a run's calls: each once over all pages, filtered by outcome, also those that are gone", async ({ db }) => {
    const staff = await makeSupport(db);
    const { chatId, calls } = await makeCalls(db, "failed", "failed", "failed", "failed", "failed");
    const lease = await start(db, staff, chatId, "retry", 5);
    await db.delete(toolCalls).where(eq(toolCalls.id, calls[0]!.id));
    await workBulk(db, staff, lease);
    const spec = bulkItemList(lease.runId);
    const seen: string[] = [];
    for await (const rows of everyPage(spec.defaults, 2, (query) => listBulkItems(db, lease.runId, query)))
      seen.push(...rows.map((row) => row.id));
    expect(seen[0], "what was refused comes first").toBe(calls[0]!.id);
    expect(seen.toSorted()).toEqual(calls.map((call) => call.id).toSorted());
    const refused = spec.parse("?outcome=refused");
    expect((await listBulkItems(db, lease.runId, refused)).rows).toMatchObject([
      { id: calls[0]!.id, toolName: null, status: null, chatId: null },
    ]);
    expect(await countBulkItems(db, lease.runId, refused)).toEqual({ count: 1, exact: true });
  });
});
