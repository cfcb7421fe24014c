import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import type { Db } from "../../lib/db/database.server.ts";
import { chatReading, message } from "../../lib/db/schema.ts";
import { madeAt, makeChat, makeMessage, makeToolCall, makeUser } from "../helpers/factories.ts";
import { auditRowsOf } from "../helpers/staff.ts";
import { test } from "./purser-on-postgres.ts";
import { addressOf, describe, eventually, expect, open } from "./staff-page.ts";

const minutes = (count: number) => new Date(madeAt.getTime() + count * 60_000);
const idOf = (chatId: string, n: number) => `${chatId}-${String(n).padStart(5, "0")}`;

/** A private chat of so many messages, a minute apart: "This is message 7". */
async function longChat(db: Db, id: string, messages: number): Promise<string> {
  const { id: userId } = await makeUser(db, { name: "Mia Lang" });
  await makeChat(db, { id, userId, title: "Flights on Tuesday" });
  const rows = Array.from({ length: messages }, (_, n) => ({
    id: idOf(id, n),
    chatId: id,
    role: n % 2 ? "assistant" : "user",
    parts: [{ type: "text", text: `This is message ${n}.${n % 10 ? "" : "\n\n- a list\n- of **two**"}` }],
    attachments: [],
    createdAt: minutes(n),
  }));
  for (let from = 0; from < rows.length; from += 1000) await db.insert(message).values(rows.slice(from, from + 1000));
  return id;
}

/** The ids of the messages that are drawn now, from top to bottom. */
const drawn = (page: Page) =>
  page.locator("#transcript [data-item]").evaluateAll((items) => items.map((item) => item.getAttribute("data-item") ?? ""));

/** Where a message stands in the window, in pixels from its top; undefined while it is not drawn. */
const topOf = (page: Page, id: string) => page.evaluate((id) => document.getElementById(`message-${id}`)?.getBoundingClientRect().top, id);

const isInSight = async (page: Page, id: string) => {
  const top = await topOf(page, id);
  return top !== undefined && top > 40 && top < 860;
};

describe("a transcript", () => {
  test("is read from a complaint to its cause", async ({ own, ownPageAs }) => {
    const chat = await longChat(own.db, "cause", 120);
    const call = await makeToolCall(own.db, { chatId: chat, status: "failed", createdAt: minutes(80), error: "Amadeus answered 502" });
    const part = { type: "tool-search_flights", toolCallId: call.id, state: "output-available", input: {}, output: { data: [] } };
    await makeMessage(own.db, { id: "told", chatId: chat, createdAt: minutes(80.5), parts: [part] });
    const page = await ownPageAs("admin");
    await open(page, `/chats/${chat}`);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Flights on Tuesday");

    // The one failed call leads to the message that tells of it, and there to what it said.
    await page.locator("#tool-calls").getByRole("link", { name: "search_flights", exact: true }).click();
    await eventually(() => addressOf(page)).toBe(`/chats/${chat}?message=told`);
    await eventually(() => isInSight(page, "told")).toBe(true);
    await page.locator("#message-told").getByText("Amadeus answered 502").first().waitFor();
    expect((await auditRowsOf(own.db, "chat", chat)).map(({ action }) => action)).toEqual(["chat.read"]);

    await page.getByText("Go to day").click();
    await page.getByLabel("The first message on this day").fill("2026-03-10");
    await page.getByRole("button", { name: "Go", exact: true }).click();
    await eventually(() => addressOf(page)).toBe(`/chats/${chat}?message=${idOf(chat, 0)}`);
  });

  test("opens at the message that a link names, marks it, and grows in both directions without a jump", async ({ own, ownPageAs }) => {
    const chat = await longChat(own.db, "linked", 400);
    const page = await ownPageAs("admin");
    const linked = idOf(chat, 200);
    await open(page, `/chats/${chat}?message=${linked}`);
    await eventually(() => isInSight(page, linked)).toBe(true);
    expect(await page.locator("[data-linked]").getAttribute("data-item")).toBe(linked);
    await eventually(async () => (await drawn(page)).length).toBeGreaterThan(100);
    expect(await isInSight(page, linked), "what has come before it has not moved it").toBe(true);

    await page.getByRole("link", { name: "Jump to latest" }).click();
    await page.getByText("End of the chat").waitFor();
    await eventually(() => isInSight(page, idOf(chat, 399))).toBe(true);
    await page.getByRole("link", { name: "Jump to start" }).click();
    await eventually(() => isInSight(page, idOf(chat, 0))).toBe(true);

    await open(page, `/chats/${chat}?message=nobody`);
    await page.getByText("The message that this link names is not in this chat").waitFor();
  });

  test("finds words, and steps from match to match", async ({ own, ownPageAs }) => {
    const chat = await longChat(own.db, "found", 300);
    const page = await ownPageAs("admin");
    await open(page, `/chats/${chat}`);
    await page.keyboard.press("f");
    await page.keyboard.type("message 25");
    await page.keyboard.press("Enter");
    // 25 and 250 to 259.
    await page.getByText("1 of 11 messages with “message 25”").waitFor();
    await eventually(() => isInSight(page, idOf(chat, 25))).toBe(true);
    await page.getByRole("link", { name: "Next match" }).click();
    await page.getByText("2 of 11 messages").waitFor();
    await eventually(() => isInSight(page, idOf(chat, 250))).toBe(true);
    await page.locator("#transcript").focus();
    await page.keyboard.press("n");
    await eventually(() => isInSight(page, idOf(chat, 251))).toBe(true);
    expect(await page.locator("[data-linked] mark").first().innerText()).toMatch(/message|251/);
    await page.getByRole("list", { name: "Matches" }).getByRole("link").last().click();
    await eventually(() => isInSight(page, idOf(chat, 259))).toBe(true);
  });

  test("of 5,000 messages scrolls to its end, each message in order and once", { timeout: 300_000 }, async ({ own, ownPageAs }) => {
    const chat = await longChat(own.db, "long", 5000);
    const page = await ownPageAs("admin");
    await open(page, `/chats/${chat}`);
    // Pages that are far away are taken off, so what has been drawn is written down as it comes.
    await page.evaluate(() => {
      const seen: string[] = [];
      const faults: string[] = [];
      const note = () => {
        const now = [...document.querySelectorAll<HTMLElement>("#transcript [data-item]")].map((item) => item.dataset.item ?? "");
        if (now.some((id, place) => place > 0 && id <= now[place - 1]!)) faults.push(now.join(" "));
        for (const id of now) if (seen.length === 0 || id > seen.at(-1)!) seen.push(id);
      };
      note();
      new MutationObserver(note).observe(document.querySelector("#transcript")!, { childList: true, subtree: true });
      Object.assign(window, { transcript: { seen, faults } });
    });
    const state = () =>
      page.evaluate(() => {
        const { seen, faults } = (window as unknown as { transcript: { seen: string[]; faults: string[] } }).transcript;
        const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
        return { count: seen.length, last: seen.at(-1), faults, atEnd, items: document.querySelectorAll("[data-item]").length };
      });
    await page.mouse.move(600, 600);
    let most = 0;
    for (let step = 0; step < 3000; step++) {
      await page.mouse.wheel(0, 2400);
      await page.waitForTimeout(16);
      if (step % 10) continue;
      const { items, atEnd, last } = await state();
      most = Math.max(most, items);
      if (atEnd && last === idOf(chat, 4999)) break;
    }
    await page.getByText("End of the chat").waitFor();
    const seen = await page.evaluate(() => (window as unknown as { transcript: { seen: string[] } }).transcript.seen);
    expect(seen).toEqual(Array.from({ length: 5000 }, (_, n) => idOf(chat, n)));
    expect((await state()).faults).toEqual([]);
    expect(most, "few of them are there at a time").toBeLessThan(1000);
  });

  test("says so when it has been open for its hour, and opens again", async ({ own, ownPageAs }) => {
    const chat = await longChat(own.db, "hour", 400);
    const page = await ownPageAs("support");
    await open(page, `/chats/${chat}?message=${idOf(chat, 3)}`);
    await page.getByText("This chat is private").waitFor();
    expect(await page.content()).not.toContain("This is message");
    await page.getByLabel("Reason").fill("Ticket 4711: it found no flights on Tuesday");
    await page.getByRole("button", { name: "Open chat" }).click();
    await eventually(() => isInSight(page, idOf(chat, 3))).toBe(true);
    expect(await auditRowsOf(own.db, "chat", chat)).toMatchObject([
      { action: "chat.read", reason: "Ticket 4711: it found no flights on Tuesday" },
    ]);

    await own.db.update(chatReading).set({ expiresAt: sql`${chatReading.openedAt}` });
    // Pages that were loaded ahead are still read; the next one is refused.
    await eventually(async () => {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      return page.getByText("Your access to this chat has ended").isVisible();
    }).toBe(true);
    expect((await drawn(page)).length, "what was read stays").toBeGreaterThan(0);
    await page.getByRole("link", { name: "Open the chat again" }).click();
    await page.getByText("This chat is private").waitFor();
    expect(await page.locator("main").innerText()).not.toContain("This is message");
  });

  test("is read without scripts", async ({ own, ownPageAs, newPage }) => {
    const chat = await longChat(own.db, "plain", 120);
    const signedIn = await ownPageAs("support");
    const storageState = await signedIn.context().storageState();
    const page = await newPage({ baseURL: own.baseUrl, storageState, javaScriptEnabled: false });
    await page.goto(`/chats/${chat}`);
    await page.getByLabel("Reason").fill("Ticket 4711");
    await page.getByRole("button", { name: "Open chat" }).click();
    await page.waitForURL(`**/chats/${chat}`);
    expect((await drawn(page)).length).toBe(50);
    await page.getByRole("link", { name: "Later messages" }).click();
    await page.getByText("This is message 50.").waitFor();
    await page.getByRole("link", { name: "Later messages" }).click();
    await page.getByText("End of the chat").waitFor();
    expect((await drawn(page)).at(-1)).toBe(idOf(chat, 119));
    await page.getByRole("link", { name: "Earlier messages" }).click();
    await page.getByText("This is message 50.").waitFor();

    await page.getByLabel("Find in this chat").fill("message 77");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("1 of 1 message with “message 77”").waitFor();
    await page.getByRole("list", { name: "Matches" }).getByRole("link").click();
    await page.locator("[data-linked]").waitFor();
    expect(await page.locator("[data-linked]").getAttribute("data-item")).toBe(idOf(chat, 77));
    // The side panel is open where there is room for it.
    await page.locator("#owner").getByRole("link", { name: "Mia Lang" }).waitFor();
  });
});
