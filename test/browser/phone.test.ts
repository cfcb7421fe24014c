import type { Page } from "playwright-core";
import { everyPage } from "./every-page.ts";
import { cellsOf, headings, rowIds } from "./list-page.ts";
import { addressOf, allowConsole, describe, eventually, expect, open, test } from "./staff-page.ts";

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** What is wider than the window, said by the elements that stick out; nothing where the page fits. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 1);
    return wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class")?.slice(0, 60)}`);
  });
}

describe("390 pixels wide", () => {
  test("the areas stand in a sheet, which closes once one is chosen", async ({ pageAs }) => {
    const page = await pageAs("support", phone);
    await open(page, "/users");
    expect(await page.getByRole("navigation", { name: "Areas" }).count()).toBe(0);
    await page.getByRole("button", { name: "Open the areas" }).tap();
    const sheet = page.getByRole("dialog", { name: "Purser" });
    await sheet.getByRole("link", { name: "Tool calls" }).tap();
    await eventually(() => addressOf(page)).toBe("/tool-calls");
    await sheet.waitFor({ state: "hidden" });
  });

  test("no page is wider than the window", { timeout: 120_000 }, async ({ pageAs, newPage }) => {
    allowConsole(/404/);
    const found: Record<string, string[]> = {};
    async function look(page: Page, name: string, path: string) {
      await open(page, path);
      const elements = await tooWide(page);
      if (elements.length > 0) found[`${name} (${path})`] = elements;
    }
    await look(await newPage(phone), "sign-in", "/sign-in");
    const page = await pageAs("admin", phone);
    for (const { name, path } of await everyPage(page)) await look(page, name, path);
    await look(page, "nothing", "/no-such-page");
    expect(found).toEqual({});
  });

  test("a list keeps its main columns, and its row opens by a tap", async ({ pageAs }) => {
    const page = await pageAs("finance", phone);
    await open(page, "/payments?status=failed");
    expect((await headings(page)).length).toBeGreaterThan(0);
    const shown = await page
      .locator("main section[aria-label^='Table of'] thead th")
      .evaluateAll((cells) => cells.filter((cell) => cell.getBoundingClientRect().width > 0).map((cell) => cell.textContent));
    expect(shown).toEqual(["Time", "Amount", "Status"]);
    expect(new Set(await cellsOf(page, "Status"))).toEqual(new Set(["Failed"]));
    const [id] = await rowIds(page);
    await page.locator("tr[data-row]").first().tap();
    await eventually(() => addressOf(page)).toBe(`/payments/${id}`);
  });
});
