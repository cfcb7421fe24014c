import type { Page } from "playwright-core";
import { describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

/** The link of a number in a currency's table: of a line by its first cell's beginning, of a column by its place from 0. */
const numberLink = (page: Page, currency: string, line: string, column: number) =>
  page
    .locator(`#in-${currency} tr`, { has: page.locator("th[scope=row]", { hasText: new RegExp(`^${line}`) }) })
    .locator("td")
    .nth(column)
    .locator("a")
    .last();

describe("the money report", () => {
  test("each kind of number opens the rows that it is of, also without scripts", async ({ reader: page }) => {
    await page.goto("/reports/money");
    const [gross, refunds, net] = await Promise.all([1, 3, 6].map((column) => numberLink(page, "USD", "Total", column).innerText()));
    await numberLink(page, "USD", "Total", 1).click();
    expect(await page.locator("tr[data-currency=USD] td").nth(1).innerText()).toBe(gross);

    await page.goto("/reports/money");
    await numberLink(page, "USD", "Total", 3).click();
    expect(await headingOf(page)).toBe("Refunds and disputes");
    expect(await page.locator("section[aria-label^='Totals'] tbody td").last().innerText()).toBe(refunds);

    await page.goto("/reports/money");
    await numberLink(page, "USD", "Total", 6).click();
    expect(await headingOf(page)).toBe("Money report: net");
    expect(await page.locator("[data-currency=USD][data-figure]").innerText()).toBe(net);
  });

  test("is by month or by day, of one currency or of all, split or not, and its address says so", async ({ admin: page }) => {
    await open(page, "/reports/money");
    const choose = async (label: string, name: string, address: string) => {
      await page.getByRole("navigation", { name: label }).getByRole("link", { name, exact: true }).click();
      await eventually(() => page.url().replace(/^.*\/reports/, "/reports")).toBe(address);
    };
    await choose("Currency", "EUR", "/reports/money?currency=EUR");
    await choose("Split by", "Product", "/reports/money?split=product&currency=EUR");
    await choose("Lines", "By day", "/reports/money?by=day&split=product&currency=EUR");
    await choose("Split by", "Not split", "/reports/money?by=day&currency=EUR");
    await choose("Currency", "All currencies", "/reports/money?by=day");
    await open(page, "/reports/money");
    expect(await page.locator("#in-USD tbody tr").count()).toBe(12);
  });

  test("lists what could not be read, with its reason", async ({ reader: page }) => {
    await page.goto("/reports/money");
    const link = page.locator("#could-not-be-read li a").first();
    const [count] = (await link.innerText()).split(" ");
    await link.click();
    expect(await page.locator("[data-total]").getAttribute("data-total")).toBe(count);
  });
});
