import { randomUUID } from "node:crypto";
import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, bulkRun, bulkRunItem, toolCalls } from "../../lib/db/schema.ts";
import { makeChat, makeToolCall } from "../helpers/factories.ts";
import { cellsOf, rowIds, totalOf } from "./list-page.ts";
import { test } from "./purser-on-postgres.ts";
import { addressOf, allowConsole, axeViolations, describe, eventually, expect, headingOf, scriptsRun } from "./staff-page.ts";

/** A chat of their own with that many failed calls; their ids in the order in which a run takes them. */
async function makeFailedCalls(db: Db, count: number): Promise<{ chatId: string; ids: string[] }> {
  const { id: chatId } = await makeChat(db);
  await db.execute(sql`
    insert into tool_calls (chat_id, tool_name, status, request, error, started_at, finished_at)
    select ${chatId}, 'search_flights', 'failed', '{}'::json, 'upstream answered 502', localtimestamp, localtimestamp from generate_series(1, ${count})`);
  const rows = await db.select({ id: toolCalls.id }).from(toolCalls).where(eq(toolCalls.chatId, chatId)).orderBy(asc(toolCalls.id));
  return { chatId, ids: rows.map((row) => row.id) };
}

/** How many calls the run's page says have each outcome. */
async function countsOn(page: Page): Promise<Record<string, number>> {
  const counts = await page
    .locator("[data-outcome]")
    .evaluateAll((items) =>
      items.map((item) => [item.getAttribute("data-outcome") ?? "", Number(item.getAttribute("data-count"))] as const),
    );
  return Object.fromEntries(counts);
}

const movable = (page: Page) => page.locator("[data-movable]").getAttribute("data-movable");
const runIdOf = (page: Page) => new URL(page.url()).pathname.split("/").at(-1)!;
const entries = (db: Db, ids: readonly string[]) => db.$count(auditLog, inArray(auditLog.subjectId, [...ids]));

async function startRun(page: Page, button: string): Promise<string> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.waitForURL(/\/tool-calls\/bulk\/[0-9a-f-]{36}$/);
  await scriptsRun(page);
  return runIdOf(page);
}

describe("a bulk retry", () => {
  test("of 400 calls is stopped midway: what is done stays done, and each call says what became of it", { timeout: 120_000 }, async ({
    own: { db },
    adminAt,
  }) => {
    const { chatId, ids } = await makeFailedCalls(db, 400);
    const page = await adminAt(`/tool-calls?chat=${chatId}`);
    await scriptsRun(page);
    await page.locator("summary", { hasText: "Bulk change" }).click();
    await page.getByRole("link", { name: "Retry all that match" }).click();
    await eventually(() => headingOf(page)).toBe("Bulk retry");
    expect(await movable(page)).toBe("400");
    await page.getByLabel(/^Reason/).fill("the provider is back");

    // The product holds one call, so that the run stands still there for as long as we look.
    let runId = "";
    await db.transaction(async (product) => {
      await product.update(toolCalls).set({ status: "succeeded" }).where(eq(toolCalls.id, ids[119]!));
      runId = await startRun(page, "Retry 400 calls");
      const bar = page.getByRole("progressbar", { name: "Calls worked off" });
      await eventually(() => bar.getAttribute("aria-valuetext")).toBe("119 of 400");
      expect(await countsOn(page)).toEqual({ pending: 281, done: 119, refused: 0, skipped: 0 });
      await page.getByRole("button", { name: "Stop", exact: true }).click();
      await page.getByText("It stops after the calls at hand.").waitFor();
    });
    await eventually(() => page.locator("h1 + *").first().innerText()).toBe("Stopped");

    const { done, refused, skipped, pending } = await countsOn(page);
    expect(pending).toBe(0);
    expect(refused).toBe(1);
    expect(done).toBeGreaterThanOrEqual(119);
    expect(skipped).toBeGreaterThan(0);
    expect(done! + refused! + skipped!).toBe(400);
    expect(await entries(db, ids)).toBe(done);
    expect(await db.$count(toolCalls, sql`${toolCalls.chatId} = ${chatId} and status = 'queued'`)).toBe(done);
    expect(await db.$count(toolCalls, sql`${toolCalls.chatId} = ${chatId} and status = 'failed'`)).toBe(skipped);
    expect(await db.$count(bulkRunItem, eq(bulkRunItem.runId, runId))).toBe(400);

    await page
      .getByRole("list", { name: "Calls by outcome" })
      .getByRole("link", { name: /Refused/ })
      .click();
    await eventually(() => rowIds(page)).toEqual([ids[119]]);
    expect(await cellsOf(page, "Why")).toEqual(["This tool call is “Succeeded” by now, so it cannot be queued again."]);
    expect(await axeViolations(page)).toEqual([]);

    await page.goto("/tool-calls/bulk/runs");
    expect(await rowIds(page)).toContain(runId);
    await page.goto(`/tool-calls/${ids[0]}`);
    await page.getByText("the provider is back").waitFor();
  });

  test("goes on when the tab is closed", async ({ own: { db }, adminAt }) => {
    const { chatId, ids } = await makeFailedCalls(db, 30);
    const page = await adminAt(`/tool-calls/bulk?move=retry&chat=${chatId}`);
    await scriptsRun(page);
    let runId = "";
    await db.transaction(async (product) => {
      await product.select({ id: toolCalls.id }).from(toolCalls).where(eq(toolCalls.id, ids[5]!)).for("update");
      runId = await startRun(page, "Retry 30 calls");
      await page.close();
    });
    await eventually(async () => (await db.select().from(bulkRun).where(eq(bulkRun.id, runId)))[0]!.status).toBe("finished");
    expect(await entries(db, ids)).toBe(30);
  });

  test("is refused where the list has drifted, with both numbers, and starts nothing", async ({ own: { db }, adminAt }) => {
    allowConsole(/status of 409/);
    const { chatId, ids } = await makeFailedCalls(db, 12);
    const page = await adminAt(`/tool-calls/bulk?move=retry&chat=${chatId}`);
    await scriptsRun(page);
    expect(await movable(page)).toBe("12");
    await makeToolCall(db, { chatId, status: "failed" });
    await makeToolCall(db, { chatId, status: "timeout" });
    await page.getByLabel(/^Reason/).fill("kept through the refusal");
    await page.getByRole("button", { name: "Retry 12 calls" }).click();
    const alert = page.getByRole("alert").or(page.locator("[data-error-summary]")).first();
    await eventually(() => alert.innerText()).toMatch(
      /12 calls could be retried when you looked; by now it is 14 calls\. Nothing was started\./,
    );
    expect(await db.$count(bulkRun, eq(bulkRun.filter, `chat=${chatId}`))).toBe(0);
    expect(await entries(db, ids)).toBe(0);

    await eventually(() => movable(page)).toBe("14");
    expect(await page.getByLabel(/^Reason/).inputValue()).toBe("kept through the refusal");
    await startRun(page, "Retry 14 calls");
    await eventually(() => page.locator("[data-worked]").getAttribute("data-worked")).toBe("14");
  });

  test("of the selected rows takes these and no others", async ({ own: { db }, adminAt }) => {
    const { chatId, ids } = await makeFailedCalls(db, 5);
    const page = await adminAt(`/tool-calls?chat=${chatId}`);
    await scriptsRun(page);
    for (const id of ids.slice(0, 2)) await page.locator(`tr[data-row="${id}"] input`).check();
    await page.getByRole("region", { name: "Selected rows" }).getByRole("link", { name: "Retry calls…" }).click();
    await page.waitForURL(/\/tool-calls\/bulk\?move=retry&id=/);
    await page.getByText("2 selected calls").waitFor();
    const runId = await startRun(page, "Retry 2 calls");
    await eventually(() => page.locator("h1 + *").first().innerText()).toBe("Finished");
    const items = await db.select({ id: bulkRunItem.toolCallId }).from(bulkRunItem).where(eq(bulkRunItem.runId, runId));
    expect(items.map((item) => item.id).sort()).toEqual(ids.slice(0, 2).sort());
    expect(await entries(db, ids)).toBe(2);
    expect(await totalOf(page)).toBe(2);
  });
});

test("a run whose worker is gone can be resumed, and goes on where it was", async ({ own: { db }, adminAt }) => {
  const { ids } = await makeFailedCalls(db, 6);
  const long = new Date(Date.now() - 600_000);
  const values = {
    move: "retry" as const,
    filter: "",
    total: 6,
    staffName: "Somebody",
    createdAt: long,
    worker: randomUUID(),
    heartbeatAt: long,
  };
  const [run] = await db.insert(bulkRun).values(values).returning();
  await db
    .insert(bulkRunItem)
    .values(
      ids.map((toolCallId, index) => ({ runId: run!.id, toolCallId, outcome: index < 2 ? ("done" as const) : ("pending" as const) })),
    );
  const page = await adminAt(`/tool-calls/bulk/${run!.id}`);
  await scriptsRun(page);
  await page.getByText("Nobody works on this run at the moment").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Resume" }).click();
  await eventually(() => page.locator("h1 + *").first().innerText()).toBe("Finished");
  expect(addressOf(page)).toBe(`/tool-calls/bulk/${run!.id}`);
  expect(await countsOn(page)).toEqual({ pending: 0, done: 6, refused: 0, skipped: 0 });
  expect(await entries(db, ids)).toBe(4);
});
