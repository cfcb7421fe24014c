import type { Page } from "playwright-core";
import { countEntries, entryOf } from "./audit-page.ts";
import { nthId, save } from "./change-page.ts";
import { allowConsole, describe, expect, open, test } from "./staff-page.ts";

const call = (id: string) => ({ type: "tool_call" as const, id });
const moves = (page: Page) =>
  page
    .locator("main header")
    .getByRole("link", { name: /^(Cancel|Retry|Mark)/ })
    .allInnerTexts();
const now = (instant: string | null | undefined) => Math.abs(Date.parse(instant ?? "") - Date.now()) < 120_000;

describe("each state offers its legal moves and no other", () => {
  const legal = {
    queued: ["Cancel call"],
    running: ["Cancel call", "Mark as failed", "Mark as timed out"],
    succeeded: [],
    failed: ["Retry call"],
    timeout: ["Retry call"],
    canceled: ["Retry call"],
  };
  test.for(Object.entries(legal))("%s", async ([status, expected], { pageAs }) => {
    const page = await pageAs("support", { javaScriptEnabled: false });
    await page.goto(`/tool-calls/${await nthId(page, `/tool-calls?status=${status}`, 0)}`);
    expect(await moves(page)).toEqual(expected);
  });
});

test.for(["queued", "running"])("a %s call is canceled", async (status, { pageAs, reader }) => {
  const page = await pageAs("support");
  const id = await nthId(page, `/tool-calls?status=${status}`, 0);
  await open(page, `/tool-calls/${id}`);
  await page.getByRole("link", { name: "Cancel call" }).click();
  const entry = await entryOf(reader, call(id), () => save(page, "Cancel call", "Tool call canceled"));
  const { finishedAt, ...changes } = entry.changes;
  expect({ ...entry, changes }).toEqual({
    action: "Tool call: cancel",
    who: "Sam Support",
    reason: null,
    changes: { status: [status, "canceled"] },
  });
  expect(finishedAt?.[0]).toBeNull();
  expect(now(finishedAt?.[1])).toBe(true);
  expect(await moves(page)).toEqual(["Retry call"]);
});

test.for(["failed", "timeout", "canceled"])(
  "a call that is %s is retried: its times and its error are cleared",
  async (status, { pageAs, reader }) => {
    const page = await pageAs("support");
    // Past those that this file's other tests have moved.
    const id = await nthId(page, `/tool-calls?status=${status}&measured=yes`, 5);
    await open(page, `/tool-calls/${id}`);
    await page.getByRole("link", { name: "Retry call" }).click();
    // The call's own page asks for a reason too, to show what is private.
    await page.waitForURL("**/move?*");
    await page.getByLabel("Reason").fill("The airline answers again");
    const entry = await entryOf(reader, call(id), () => save(page, "Retry call", "Tool call queued again"));
    expect([entry.action, entry.reason]).toEqual(["Tool call: retry", "The airline answers again"]);
    expect(entry.changes.status).toEqual([status, "queued"]);
    for (const cleared of ["startedAt", "finishedAt"]) {
      expect(entry.changes[cleared]?.[0], cleared).not.toBeNull();
      expect(entry.changes[cleared]?.[1], cleared).toBeNull();
    }
    if (status !== "canceled") expect(entry.changes.error?.[1]).toBeNull();
    expect(await page.locator("main header").innerText()).toContain("Queued");
  },
);

test.for([
  { move: "Mark as failed", action: "Tool call: mark failed", to: "failed", toast: "Tool call marked as failed" },
  { move: "Mark as timed out", action: "Tool call: mark timeout", to: "timeout", toast: "Tool call marked as timed out" },
])("a running call: $move, with a reason that becomes its error", async ({ move, action, to, toast }, { pageAs, reader }) => {
  const page = await pageAs("support");
  const id = await nthId(page, "/tool-calls?status=running&stuck=yes", 0);
  await open(page, `/tool-calls/${id}`);
  await page.getByRole("link", { name: move }).click();
  await page.getByRole("button", { name: move }).click();
  await page
    .getByRole("alert")
    .getByText(/^Say why/)
    .waitFor();
  await page.getByLabel("Reason").fill("The worker died at night");
  const entry = await entryOf(reader, call(id), () => save(page, move, toast));
  const { finishedAt, ...changes } = entry.changes;
  expect({ ...entry, changes }).toEqual({
    action,
    who: "Sam Support",
    reason: "The worker died at night",
    changes: { status: ["running", to], error: [null, "The worker died at night"] },
  });
  expect(now(finishedAt?.[1])).toBe(true);
});

test("a move that is no longer legal is refused with the present state, and leaves nothing", async ({ pageAs, reader }) => {
  allowConsole(/409/);
  const [first, second] = [await pageAs("support"), await pageAs("admin")];
  const id = await nthId(first, "/tool-calls?status=running", 2);
  for (const page of [first, second]) await open(page, `/tool-calls/${id}/move?to=failed`);
  await first.getByLabel("Reason").fill("Seen first");
  await save(first, "Mark as failed", "Tool call marked as failed");
  const entries = await countEntries(reader, call(id));

  await second.getByLabel("Reason").fill("Seen second");
  await second.getByRole("button", { name: "Mark as failed" }).click();
  await second.getByText("This tool call is “Failed” by now, so it cannot be marked as failed.").first().waitFor();
  expect(await countEntries(reader, call(id))).toBe(entries);

  // Typed in, the same move says so at once, and offers those that are left.
  await open(second, `/tool-calls/${id}/move?to=timeout`);
  await second.getByText("This tool call is “Failed” by now, so it cannot be marked as timed out.").waitFor();
  expect(await second.getByRole("button", { name: "Mark as timed out" }).count()).toBe(0);
});
