import type { Page } from "playwright-core";
import { parseCsv } from "../list/parse-csv.ts";
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
    expect(await page.locator("section[aria-label^='Totals'] tr[data-currency=USD] td span").first().innerText()).toBe(refunds);

    await page.goto("/reports/money");
    await numberLink(page, "USD", "Total", 6).click();
    expect(await headingOf(page)).toBe("Money report: net");
    expect(await page.locator("p[data-currency=USD][data-figure]").innerText()).toBe(net);
  });

  test("is by month or by day, of one currency or of all, split or not, and its address says so", async ({ admin: page }) => {
    await open(page, "/reports/money");
    const choose = async (label: string, name: string, address: string) => {
      await page.getByRole("navigation", { name: label }).getByRole("link", { name, exact: true }).click();
      await eventually(() => page.url().replace(/^.*\/reports/, "/reports")).toBe(address);
      // The address is there before the page has drawn its links anew.
      await page.getByRole("navigation", { name: label }).locator("a[aria-current]", { hasText: name }).waitFor();
    };
    await choose("Currency", "EUR", "/reports/money?currency=EUR");
    await choose("Split by", "Product", "/reports/money?split=product&currency=EUR");
    await choose("Lines", "By day", "/reports/money?by=day&split=product&currency=EUR");
    await choose("Split by", "Not split", "/reports/money?by=day&currency=EUR");
    await choose("Currency", "All currencies", "/reports/money?by=day");
    await open(page, "/reports/money");
    const months = page.locator("#in-USD table", { has: page.locator("caption", { hasText: "Money in USD" }) }).locator("tbody tr");
    expect(await months.count()).toBe(12);
  });

  test("lists what could not be read, with its reason", async ({ reader: page }) => {
    await page.goto("/reports/money");
    const link = page.locator("#could-not-be-read li a").first();
    const [count] = (await link.innerText()).split(" ");
    await link.click();
    expect(await page.locator("[data-total]").getAttribute("data-total")).toBe(count);
  });

  test("shows the totals of all currencies beneath each other, each with a way to its months", async ({ reader: page }) => {
    await page.goto("/reports/money");
    const totals = page.locator("table", { has: page.locator("caption", { hasText: "Totals of each currency" }) });
    const line = totals.locator("tbody tr", { has: page.locator("a[href='#in-USD']") });
    expect(await line.locator("td").nth(1).innerText()).toBe(await numberLink(page, "USD", "Total", 1).innerText());
    await page.goto("/reports/money?currency=USD");
    expect(await totals.count()).toBe(0);
  });

  test("gives its lines as a file that adds up to the page", async ({ reader: page }) => {
    await page.goto("/reports/money?currency=USD&split=product");
    const shown = await numberLink(page, "USD", "Total", 1).locator("span").getAttribute("title");
    const href = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    const file = await page.request.get(href!);
    const [head, ...lines] = parseCsv((await file.text()).replace(/^\uFEFF/, ""));
    const cell = (line: readonly string[], name: string) => line[head!.indexOf(name)];
    const gross = lines.filter((line) => cell(line, "part") === "payments").map((line) => Number(cell(line, "gross_minor_units")));
    const cents = gross.reduce((sum, value) => sum + value, 0);
    expect(`${(cents / 100).toFixed(2)} USD`).toBe(shown);
  });
});
