import type { Page } from "playwright-core";
import { totalOf } from "./list-page.ts";
import { addressOf, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

const numberIn = (text: string) => Number(text.replaceAll(/[^\d.-]/g, ""));
const countsOf = (page: Page, kind: string) =>
  page.locator(`tr[data-rows=${kind}] [data-count]`).evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-count"))));

describe("a number's explanation", () => {
  test("opens from beside the number, without scripts too, and every line of it opens its rows", async ({ pageAs }) => {
    const page = await pageAs("finance", { javaScriptEnabled: false });
    await page.goto("/payments?currency=EUR&currency=JPY");
    const shown = page.getByLabel("Totals of the payments that match");
    const net = await shown.locator("tr[data-currency=EUR] td").last().innerText();
    await shown.locator("summary", { hasText: "What “Net” counts" }).click();
    await shown.getByRole("link", { name: "Explain this number" }).click();
    await page.waitForURL("**/numbers/net-revenue?currency=EUR&currency=JPY");
    expect(await headingOf(page)).toBe("Net revenue");
    expect((await page.locator("p[data-currency=EUR]").innerText()).trim()).toBe(net.trim());
    await page.getByText("a day begins and ends on its clocks").waitFor();

    const [counted, leftOut, all] = [await countsOf(page, "counted"), await countsOf(page, "left-out"), await countsOf(page, "all")];
    expect(leftOut.length).toBeGreaterThan(3);
    expect(leftOut.reduce((sum, count) => sum + count, counted[0]!)).toBe(all[0]);
    const links = await page
      .locator("tr[data-rows] a")
      .evaluateAll((all) => all.map((link) => ({ href: link.getAttribute("href")!, count: link.textContent! })));
    expect(links.length).toBeGreaterThanOrEqual(leftOut.length + 2);
    for (const { href, count } of links) {
      await page.goto(href);
      expect(`${href} ${await totalOf(page)}`).toBe(`${href} ${numberIn(count)}`);
    }
  });

  test("is a click away on the overview, and says the number that stands there", async ({ pageAs }) => {
    const page = await pageAs("support");
    await open(page, "/?range=7");
    const card = page.getByRole("figure", { name: "Active users", exact: true });
    const shown = numberIn(await card.locator("a[href^='/users?']").first().innerText());
    await card.locator("summary", { hasText: "What “Active users” counts" }).click();
    await card
      .getByRole("link", { name: /^Explain active users, / })
      .first()
      .click();
    await eventually(() => headingOf(page)).toBe("Active users");
    expect(addressOf(page)).toMatch(/^\/numbers\/active-users\?active\.from=/);
    expect(numberIn(await page.locator("p[data-figure]").innerText())).toBe(shown);
  });

  test("of a list's count opens from below the list", async ({ pageAs }) => {
    const page = await pageAs("finance");
    await open(page, "/subscriptions?status=active");
    const total = await totalOf(page);
    await page.getByRole("link", { name: "explain this number" }).click();
    await eventually(() => headingOf(page)).toBe("Subscriptions");
    expect(addressOf(page)).toBe("/numbers/subscriptions?status=active");
    expect(await countsOf(page, "counted")).toEqual([total]);
  });
});
