import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { expect } from "./staff-page.ts";

/** How many rows the list says that match; undefined where it has not counted them all ("10,000+"). */
export async function totalOf(page: Page): Promise<number | undefined> {
  await waitForWhole(page);
  // The count may come behind the rows.
  const total = await page.locator("nav[aria-label=Pages] > p:not([aria-busy=true])").getAttribute("data-total");
  return total === null ? undefined : Number(total);
}

/**
 * Asks a page without scripts for what did not come with its rows: their number, what they add up to. A page with scripts, which it comes
 * to by itself, is left as it is.
 */
export async function waitForWhole(page: Page): Promise<void> {
  const asks = page.getByRole("link", { name: /^(Count them|Add them up)$/ }).first();
  if (!(await asks.isVisible())) return;
  const href = await asks.getAttribute("href");
  await page.goto(href!);
}

/** The ids of the rows, from top to bottom. */
export function rowIds(page: Page): Promise<string[]> {
  return page.locator("tr[data-row]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row") ?? ""));
}

const table = (page: Page) => page.locator("main section[aria-label^='Table of']");

/** The table's headings, without the one of the boxes. */
export function headings(page: Page): Promise<string[]> {
  return table(page)
    .locator("thead th")
    .evaluateAll((cells) => cells.slice(1).map((cell) => cell.textContent?.trim() ?? ""));
}

/** What stands in one column, from top to bottom. */
export async function cellsOf(page: Page, heading: string): Promise<string[]> {
  const index = (await headings(page)).indexOf(heading);
  expect(index, `the column ${heading}`).toBeGreaterThanOrEqual(0);
  return page.locator(`tr[data-row] > td:nth-child(${index + 2})`).evaluateAll((cells) => cells.map((cell) => cell.textContent ?? ""));
}

/** What the chips say, such as "Status is Failed". */
export function chips(page: Page): Promise<string[]> {
  return page
    .getByRole("list", { name: "Filters" })
    .locator("li:not(:last-child)")
    .evaluateAll((items) =>
      items.map((item) => (item.querySelector("summary") ?? item.firstElementChild)?.textContent?.replace(/\s+/g, " ").trim() ?? ""),
    );
}

/** Waits until the list shows what the address asks for: the address changes a moment before the page does. */
export async function listSettled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const own = document.querySelector<HTMLAnchorElement>("nav[aria-label=Pages] a[aria-current]");
    const asked = (href: string) => {
      const url = new URL(href);
      for (const name of ["after", "before", "total", "size"]) url.searchParams.delete(name);
      url.searchParams.sort();
      return url.pathname + url.search;
    };
    return own !== null && asked(own.href) === asked(location.href);
  });
}

/** Adds one filter from the menu: opens it, fills its form, applies it. */
export async function addFilter(page: Page, label: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  const before = page.url();
  await page.locator("summary.js-filter-menu").click();
  const menu = page.getByRole("group", { name: "Add a filter" });
  const filter = menu.locator("details", { has: page.locator("summary", { hasText: new RegExp(`^${label}$`) }) });
  await filter.locator("summary").click();
  await fill(filter.locator("form"));
  await filter.getByRole("button", { name: "Apply" }).click();
  await page.waitForURL((url) => url.href !== before);
  await listSettled(page);
}

/** Clicks what saves a file, and gives the file's text with its rows. */
export async function download(page: Page, link: Locator): Promise<{ name: string; header: string; rows: string[]; last: string }> {
  const saved = page.waitForEvent("download");
  await link.click();
  const file = await saved;
  const lines = readFileSync(await file.path(), "utf8").replace(/^\uFEFF/, "");
  const records = recordsOf(lines);
  const rows = records.slice(1).filter((record) => !/^"?# /.test(record));
  return { name: file.suggestedFilename(), header: records[0] ?? "", rows, last: records.at(-1) ?? "" };
}

/** The records of a CSV text; a line break within quotes ends none. */
function recordsOf(text: string): string[] {
  const records = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g);
  return records ?? [];
}
