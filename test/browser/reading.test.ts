import type { Page } from "playwright-core";
import { nthId } from "./change-page.ts";
import { addressOf, allowConsole, describe, eventually, expect, open, test } from "./staff-page.ts";

// A private chat of the demo, and what is said in it.
const title = "Booking for Jordan";
const said = "The airline refused the booking";

const addressOfChat = async (page: Page) => `/chats/${await nthId(page, `/chats?q=${encodeURIComponent(title)}`, 0)}`;

const reason = (page: Page) => page.getByLabel("Reason");
const openButton = (page: Page) => page.getByRole("button", { name: "Open chat" });

describe("a private chat", () => {
  test("opens to support once they have said why, and stays open", async ({ pageAs }) => {
    const page = await pageAs("support");
    const chat = await addressOfChat(page);
    await open(page, chat);
    await page.getByRole("heading", { name: "This chat is private" }).waitFor();
    expect(await page.content()).not.toContain(said);

    await openButton(page).click();
    await page.getByRole("alert").getByText("Say why").waitFor();
    expect(addressOf(page)).toBe(chat);

    await reason(page).fill("Complaint 4711");
    await openButton(page).click();
    await page.getByText(said).first().waitFor();
    expect(addressOf(page)).toBe(chat);
    await open(page, chat);
    await page.getByText(said).first().waitFor();
    // Masked on the server: it is nowhere in what was sent.
    const html = await (await page.request.get(chat)).text();
    expect(html).toContain("‹e-mail›");
    for (const personal of ["jordan.guest", "C01X00T47", "4242 4242", "2312 58842"]) expect(html).not.toContain(personal);
  });

  test("asks and opens without scripts too, and keeps what was typed", async ({ pageAs, newPage }) => {
    allowConsole(/400/);
    const scripted = await pageAs("support");
    const cookies = await scripted.context().storageState();
    const page = await newPage({ javaScriptEnabled: false, storageState: cookies });
    const chat = `/chats/${await nthId(page, "/chats?visibility=private", 3)}`;
    await page.goto(chat);
    await reason(page).fill("x");
    await openButton(page).click();
    await page.getByRole("alert").waitFor();
    expect(await reason(page).inputValue()).toBe("x");
    await reason(page).fill("Complaint 4711");
    await openButton(page).click();
    expect(addressOf(page)).toBe(chat);
    expect(await openButton(page).count()).toBe(0);
    await page.getByText("open to you until").waitFor();
  });

  test("shows what is masked in one message to an admin who asks, and no other message", async ({ admin: page }) => {
    await open(page, await addressOfChat(page));
    await page.getByText(said).first().waitFor();
    expect(await page.getByText("jordan.guest@example.org").count()).toBe(0);
    await page.getByRole("button", { name: "Reveal" }).first().click();
    await eventually(() => page.getByText("jordan.guest@example.org").count()).toBe(1);
    await page.reload();
    expect(await page.getByText("jordan.guest@example.org").count()).toBe(0);
  });
});
