import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import type { Db } from "../../lib/db/database.server.ts";
import { toolCalls } from "../../lib/db/schema.ts";
import type { ToolCallStatus } from "../../lib/db/values.ts";
import { makeChat, makeToolCall } from "../helpers/factories.ts";
import { rowIds } from "./list-page.ts";
import { test } from "./purser-on-postgres.ts";
import { allowConsole, axeViolations, describe, eventually, expect, scriptsRun } from "./staff-page.ts";

/** Calls of one chat of their own, the last one the newest: each a millisecond after the one before, since those of one moment go by id. */
async function makeCalls(db: Db, statuses: readonly ToolCallStatus[], chatId = randomUUID()) {
  if ((await db.$count(toolCalls, eq(toolCalls.chatId, chatId))) === 0) await makeChat(db, { id: chatId });
  const calls = [];
  const first = Date.now() - statuses.length;
  for (const [at, status] of statuses.entries()) calls.push(await makeToolCall(db, { chatId, status, createdAt: new Date(first + at) }));
  return { chatId, calls };
}

const row = (page: Page, id: string) => page.locator(`tr[data-row="${id}"]`);
const state = (page: Page) => page.locator("[data-live]").getAttribute("data-live");
const newer = (page: Page) => page.getByRole("button", { name: /\d\+? new$/ });

/** How many times the page has asked so far. */
function countAsked(page: Page): () => number {
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/tool-calls/live") asked++;
  });
  return () => asked;
}

/** As the browser says it when its tab is no longer, or again, in front. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

describe("the list of tool calls, while it is looked at", () => {
  test("shows what became of its rows where they stand; selection and scroll stay", { timeout: 120_000 }, async ({
    own: { db },
    adminAt,
  }) => {
    const { chatId, calls } = await makeCalls(db, [...Array(40).fill("succeeded"), "running", "queued"]);
    const [running, queued] = calls.slice(-2);
    const page = await adminAt(`/tool-calls?chat=${chatId}`);
    await scriptsRun(page);
    const order = await rowIds(page);
    await row(page, calls[10]!.id).getByRole("checkbox").check();
    await row(page, running!.id).getByRole("checkbox").check();
    await page.evaluate(() => window.scrollTo(0, 300));
    const scrolled = await page.evaluate(() => window.scrollY);
    expect(scrolled).toBeGreaterThan(0);

    await db
      .update(toolCalls)
      .set({ status: "failed", error: "upstream answered 502\n  at x", finishedAt: new Date() })
      .where(eq(toolCalls.id, running!.id));
    await db.update(toolCalls).set({ status: "running", startedAt: new Date() }).where(eq(toolCalls.id, queued!.id));
    await eventually(() => row(page, running!.id).innerText()).toMatch(/Failed[\s\S]*upstream answered 502$/);
    await eventually(() => row(page, queued!.id).innerText()).toContain("Running");

    expect(await rowIds(page)).toEqual(order);
    expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
    await page.getByRole("region", { name: "Selected rows" }).getByText("2 tool calls selected").waitFor();
    expect(await row(page, running!.id).getByRole("checkbox").isChecked()).toBe(true);
  });

  test("keeps a row that no longer matches, and marks one that is gone", async ({ own: { db }, adminAt }) => {
    const { chatId, calls } = await makeCalls(db, ["running", "running"]);
    const page = await adminAt(`/tool-calls?chat=${chatId}&status=running`);
    await scriptsRun(page);
    await db.update(toolCalls).set({ status: "succeeded", finishedAt: new Date() }).where(eq(toolCalls.id, calls[0]!.id));
    await db.delete(toolCalls).where(eq(toolCalls.id, calls[1]!.id));
    await eventually(() => row(page, calls[0]!.id).innerText()).toContain("Succeeded");
    await eventually(() => row(page, calls[1]!.id).innerText()).toContain("Deleted");
    expect(await row(page, calls[1]!.id).locator("[data-row-link]").count()).toBe(0);
    await page.reload();
    expect(await rowIds(page)).toEqual([]);
  });

  test("counts the newer ones that match, and shows them when asked", async ({ own: { db }, adminAt }) => {
    const { chatId, calls } = await makeCalls(db, ["succeeded", "failed"]);
    const page = await adminAt(`/tool-calls?chat=${chatId}&status=failed`);
    await scriptsRun(page);
    expect(await rowIds(page)).toEqual([calls[1]!.id]);
    const more = await makeCalls(db, ["failed", "succeeded", "failed", "failed"], chatId);
    await eventually(() => newer(page).allInnerTexts()).toEqual(["3 new"]);
    expect(await rowIds(page), "nothing moves by itself").toEqual([calls[1]!.id]);
    await newer(page).click();
    await eventually(() => rowIds(page)).toEqual([more.calls[3]!.id, more.calls[2]!.id, more.calls[0]!.id, calls[1]!.id]);
    await newer(page).waitFor({ state: "hidden" });

    await makeCalls(db, Array(101).fill("failed"), chatId);
    await eventually(() => newer(page).allInnerTexts()).toEqual(["99+ new"]);
    expect(await axeViolations(page)).toEqual([]);
  });

  test("asks for nothing where nothing can change", async ({ own: { db }, adminAt }) => {
    const { chatId } = await makeCalls(db, ["succeeded", "failed"]);
    const page = await adminAt(`/tool-calls?chat=${chatId}&sort=createdAt`);
    const asked = countAsked(page);
    await scriptsRun(page);
    expect(await state(page)).toBe("idle");
    await page.waitForTimeout(6_000);
    expect(asked()).toBe(0);
  });

  test("rests in a hidden tab and while it is paused", async ({ own: { db }, adminAt }) => {
    const { chatId, calls } = await makeCalls(db, ["running", "running"]);
    const page = await adminAt(`/tool-calls?chat=${chatId}`);
    const asked = countAsked(page);
    await scriptsRun(page);
    await setHidden(page, true);
    await db.update(toolCalls).set({ status: "succeeded" }).where(eq(toolCalls.id, calls[0]!.id));
    await page.waitForTimeout(6_500);
    expect(asked()).toBe(0);
    expect(await row(page, calls[0]!.id).innerText()).toContain("Running");
    await setHidden(page, false);
    await eventually(() => row(page, calls[0]!.id).innerText()).toContain("Succeeded");

    await page.getByRole("button", { name: "Pause" }).click();
    expect(await state(page)).toBe("paused");
    const before = asked();
    await db.update(toolCalls).set({ status: "failed" }).where(eq(toolCalls.id, calls[1]!.id));
    await page.waitForTimeout(6_500);
    expect(asked()).toBe(before);
    await page.getByRole("button", { name: "Go on" }).click();
    await eventually(() => row(page, calls[1]!.id).innerText()).toContain("Failed");
  });

  test("says quietly when it is not live, and goes on when it can", async ({ own: { db }, adminAt }) => {
    allowConsole(/503/);
    const { chatId, calls } = await makeCalls(db, ["running"]);
    const page = await adminAt(`/tool-calls?chat=${chatId}`);
    await scriptsRun(page);
    await page.route("**/tool-calls/live?*", (route) => route.fulfill({ status: 503, body: "{}" }), { times: 1 });
    await eventually(() => page.locator("[data-live]").innerText()).toMatch(/^Not live: last checked/);
    expect(await rowIds(page)).toEqual([calls[0]!.id]);
    await db.update(toolCalls).set({ status: "succeeded" }).where(eq(toolCalls.id, calls[0]!.id));
    await eventually(() => row(page, calls[0]!.id).innerText()).toContain("Succeeded");
    expect(await state(page)).toBe("live");
  });
});
