import { and, eq, sql } from "drizzle-orm";
import { vi } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { bulkRun, toolCalls } from "../../lib/db/schema.ts";
import { countQueries } from "../../lib/request-record.server.ts";
import type { Lease } from "../../lib/tool-calls/bulk/bulk-lease.server.ts";
import { LEASE_MS } from "../../lib/tool-calls/bulk/bulk-run.ts";
import { endBulk } from "../../lib/tool-calls/bulk/end-bulk.server.ts";
import { getBulkRun } from "../../lib/tool-calls/bulk/get-bulk-run.server.ts";
import { moveNextItem } from "../../lib/tool-calls/bulk/move-next-item.server.ts";
import { resumeBulk } from "../../lib/tool-calls/bulk/resume-bulk.server.ts";
import { stopBulk } from "../../lib/tool-calls/bulk/stop-bulk.server.ts";
import { workBulk } from "../../lib/tool-calls/bulk/work-bulk.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat } from "../helpers/factories.ts";
import { untilWaiting } from "../helpers/until-waiting.ts";
import { entriesOf, makeCalls, makeSupport, outcomesOf, runOf, type Support, start } from "./bulk.ts";

/** A chat with that many failed calls, and a run that is to retry them. */
async function makeRun(db: Db, staff: Support, count: number): Promise<{ lease: Lease; calls: { id: string }[] }> {
  const { id: chatId } = await makeChat(db);
  await db.execute(sql`
    insert into tool_calls (chat_id, tool_name, status, request, error)
    select ${chatId}, 'search_flights', 'failed', '{}'::json, 'upstream answered 502' from generate_series(1, ${count})`);
  const calls = await db.select({ id: toolCalls.id }).from(toolCalls).where(eq(toolCalls.chatId, chatId));
  return { lease: await start(db, staff, chatId, "retry", count), calls };
}

/** Each call that was moved has one audit row, and no other has any. */
async function expectOneEntryEach(db: Db, runId: string, calls: readonly { id: string }[]): Promise<void> {
  const outcomes = await outcomesOf(db, runId);
  const entries = await entriesOf(db, calls);
  const moved = calls.filter((call) => outcomes[call.id]!.outcome === "done").map((call) => call.id);
  expect(entries.map((entry) => entry.subjectId).sort()).toEqual(moved.sort());
}

describe("two workers of one run", () => {
  test("make each move once between them", async ({ database: { db } }) => {
    const staff = await makeSupport(db);
    const { lease, calls } = await makeRun(db, staff, 120);
    const run = await runOf(db, lease.runId);
    const work = async () => {
      let moved = 0;
      while (await moveNextItem(db, staff, run)) moved++;
      return moved;
    };
    const shares = await Promise.all([work(), work(), work()]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(120);
    expect(shares.filter((share) => share > 0).length, "they worked side by side").toBeGreaterThan(1);
    expect((await getBulkRun(db, lease.runId))!.counts).toMatchObject({ done: 120, pending: 0 });
    await expectOneEntryEach(db, lease.runId, calls);
  });

  test("with one lease: one of them works", async ({ database: { db } }) => {
    const staff = await makeSupport(db);
    const { lease, calls } = await makeRun(db, staff, 40);
    await Promise.all([workBulk(db, staff, lease, { batch: 5 }), workBulk(db, staff, lease, { batch: 5 })]);
    expect((await runOf(db, lease.runId)).status).toBe("finished");
    expect((await getBulkRun(db, lease.runId))!.counts).toMatchObject({ done: 40 });
    await expectOneEntryEach(db, lease.runId, calls);
  });

  test("the one that was thought dead comes back: the other goes on, and nothing is done twice", async ({ database: { db } }) => {
    const staff = await makeSupport(db);
    const other = await makeSupport(db);
    const { lease, calls } = await makeRun(db, staff, 300);
    const slow = workBulk(db, staff, lease, { batch: 10 });
    await expect.poll(async () => (await getBulkRun(db, lease.runId))!.counts.done, { interval: 5 }).toBeGreaterThan(0);
    // At once, or the slow one, which works on, says in between that it lives.
    const taken = await db.transaction(async (tx) => {
      await tx
        .update(bulkRun)
        .set({ heartbeatAt: new Date(Date.now() - LEASE_MS - 1_000) })
        .where(and(eq(bulkRun.id, lease.runId), eq(bulkRun.status, "running")));
      return resumeBulk(tx, other, lease.runId);
    });
    await workBulk(db, other, taken);
    await slow;
    expect((await runOf(db, lease.runId)).status).toBe("finished");
    expect((await getBulkRun(db, lease.runId))!.counts).toMatchObject({ done: 300 });
    await expectOneEntryEach(db, lease.runId, calls);
    expect(new Set((await entriesOf(db, calls)).map((entry) => entry.actorId))).toEqual(new Set([staff.id, other.id]));
  });

  test("of two who resume at once one gets it", async ({ database: { db } }) => {
    const staff = await makeSupport(db);
    const { lease } = await makeRun(db, staff, 1);
    await db
      .update(bulkRun)
      .set({ heartbeatAt: new Date(Date.now() - LEASE_MS - 1_000) })
      .where(eq(bulkRun.id, lease.runId));
    const claims = await Promise.allSettled([1, 2, 3].map(() => resumeBulk(db, staff, lease.runId)));
    expect(claims.map((claim) => claim.status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });
});

test("a call that the product changes in that very moment is refused, and stays the product's", async ({ database: { db } }) => {
  const staff = await makeSupport(db);
  const { lease, calls } = await makeRun(db, staff, 3);
  const first = Object.keys(await outcomesOf(db, lease.runId))[0]!;
  let working: Promise<void> | undefined;
  await db.transaction(async (product) => {
    await product.update(toolCalls).set({ status: "succeeded" }).where(eq(toolCalls.id, first));
    working = workBulk(db, staff, lease);
    await untilWaiting(db, 1);
  });
  await working;
  expect((await outcomesOf(db, lease.runId))[first]).toEqual({ outcome: "refused", detail: expect.stringContaining("“Succeeded”") });
  expect((await getBulkRun(db, lease.runId))!.counts).toMatchObject({ done: 2, refused: 1 });
  await expectOneEntryEach(db, lease.runId, calls);
});

test("a stop midway: what is done stays done, the rest is skipped and untouched", async ({ database: { db } }) => {
  const staff = await makeSupport(db);
  const { lease, calls } = await makeRun(db, staff, 200);
  const working = workBulk(db, staff, lease, { batch: 5 });
  await expect.poll(async () => (await getBulkRun(db, lease.runId))!.counts.done, { interval: 5 }).toBeGreaterThan(0);
  await stopBulk(db, staff, lease.runId);
  await working;
  const run = (await getBulkRun(db, lease.runId))!;
  expect(run).toMatchObject({ status: "stopped", stoppedBy: staff.name });
  expect(run.counts.skipped).toBeGreaterThan(0);
  expect(run.counts.done + run.counts.skipped).toBe(200);
  await expectOneEntryEach(db, lease.runId, calls);
  const left = await db.$count(
    toolCalls,
    and(
      eq(toolCalls.status, "failed"),
      sql`${toolCalls.id} in (select tool_call_id from bulk_run_item where run_id = ${lease.runId}::uuid)`,
    ),
  );
  expect(left).toBe(run.counts.skipped);
});

test("a connection that is lost midway loses and doubles nothing", async ({ database: { db } }) => {
  const staff = await makeSupport(db);
  const { lease, calls } = await makeRun(db, staff, 10);
  const first = Object.keys(await outcomesOf(db, lease.runId))[0]!;
  let working: Promise<void> | undefined;
  await db.transaction(async (product) => {
    await product.select({ id: toolCalls.id }).from(toolCalls).where(eq(toolCalls.id, first)).for("update");
    working = workBulk(db, staff, lease);
    await untilWaiting(db, 1);
    await db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    await untilWaiting(db, 0);
    expect((await outcomesOf(db, lease.runId))[first]!.outcome).toBe("pending");
  });
  await working;
  expect((await getBulkRun(db, lease.runId))!.counts).toMatchObject({ done: 10, refused: 0 });
  expect((await runOf(db, lease.runId)).status).toBe("finished");
  await expectOneEntryEach(db, lease.runId, calls);
});

test("a failover, in which the database takes no changes for a while, ends no run", async ({ database: { db } }) => {
  allowConsole(/an idle database connection broke/);
  const staff = await makeSupport(db);
  const { lease, calls } = await makeRun(db, staff, 10);
  const { rows } = await db.execute<{ name: string }>(sql`select quote_ident(current_database()) as name`);
  const setReadOnly = (how: string) =>
    db.transaction((tx) => tx.execute(sql.raw(`alter database ${rows[0]!.name} ${how}`)), { accessMode: "read write" });
  /** Its own connection too, as the last: those that are opened now have what is set now. */
  const reconnect = () =>
    db
      .execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() order by pid = pg_backend_pid()`,
      )
      .catch(() => {});
  await setReadOnly("set default_transaction_read_only = on");
  await reconnect();
  const asked = vi.spyOn(countQueries, "logQuery");
  let working: Promise<void>;
  try {
    working = workBulk(db, staff, lease);
    // Refused once, and asked again.
    await expect.poll(() => asked.mock.calls.filter(([query]) => query.startsWith('update "bulk_run"')).length).toBeGreaterThan(1);
    expect((await getBulkRun(db, lease.runId))!.counts.done).toBe(0);
  } finally {
    asked.mockRestore();
    await setReadOnly("reset default_transaction_read_only");
    await reconnect();
  }
  await working;
  expect((await getBulkRun(db, lease.runId))!.counts).toMatchObject({ done: 10, refused: 0 });
  await expectOneEntryEach(db, lease.runId, calls);
});

test("an end waits for the call at hand, which keeps its outcome", async ({ database: { db } }) => {
  const staff = await makeSupport(db);
  const { lease, calls } = await makeRun(db, staff, 3);
  const run = await runOf(db, lease.runId);
  const first = Object.keys(await outcomesOf(db, lease.runId))[0]!;
  let both: Promise<unknown> | undefined;
  await db.transaction(async (product) => {
    await product.select({ id: toolCalls.id }).from(toolCalls).where(eq(toolCalls.id, first)).for("update");
    const moving = moveNextItem(db, staff, run);
    await untilWaiting(db, 1);
    both = Promise.all([moving, endBulk(db, lease.runId, staff.name)]);
    await untilWaiting(db, 2);
  });
  await both;
  expect((await getBulkRun(db, lease.runId))!.counts).toEqual({ pending: 0, done: 1, refused: 0, skipped: 2 });
  await expectOneEntryEach(db, lease.runId, calls);
});

test("a drift that is committed before the start is counted", async ({ database: { db } }) => {
  const staff = await makeSupport(db);
  const { chatId, calls } = await makeCalls(db, "failed", "failed");
  await db.update(toolCalls).set({ status: "queued" }).where(eq(toolCalls.id, calls[0]!.id));
  await expect(start(db, staff, chatId, "retry", 2)).rejects.toMatchObject({ status: 409 });
  expect(await db.$count(bulkRun, eq(bulkRun.staffId, staff.id))).toBe(0);
});
