import type { Page } from "playwright-core";
import type { AuditSubject } from "../../lib/audit/audit.ts";
import { totalOf } from "./list-page.ts";
import { expect } from "./staff-page.ts";

/** An entry as its page shows it. A value that is null reads as null, a time as its instant. */
export interface ShownEntry {
  action: string;
  who: string;
  reason: string | null;
  /** By field: what it was, and what it became. */
  changes: Record<string, [was: string | null, became: string | null]>;
}

/** What to look for in the log. */
export interface Subject {
  type: AuditSubject;
  id: string;
}

/**
 * Makes a change and gives the entry that it left, read on the log's own pages by `reader`.
 *
 * @throws AssertionError where it left none, or more than one
 */
export async function entryOf(reader: Page, subject: Subject, change: () => Promise<unknown>): Promise<ShownEntry> {
  const before = await countEntries(reader, subject);
  await change();
  expect(await countEntries(reader, subject), `entries about ${subject.type} ${subject.id}`).toBe(before + 1);
  await reader.locator("[data-row-link]").first().click();
  await reader.waitForURL(/\/audit\/[^?]+$/);
  return readEntry(reader);
}

/** How many entries there are about one thing; the page then lists them, newest first. */
export async function countEntries(reader: Page, { type, id }: Subject): Promise<number> {
  await reader.goto(`/audit?${new URLSearchParams({ subjectType: type, subject: id })}`);
  return (await totalOf(reader))!;
}

async function readEntry(page: Page): Promise<ShownEntry> {
  const fact = (label: string) =>
    page
      .locator("dl > div", { has: page.locator(`dt:text-is("${label}")`) })
      .locator("dd")
      .first();
  const reason = await fact("Reason").innerText();
  const rows = await page
    .getByLabel("Changed fields")
    .locator("tbody > tr")
    .evaluateAll((lines) =>
      lines.map((line) =>
        [...line.children].map((cell) => {
          const [time, nothing] = [cell.querySelector("time"), cell.querySelector(".sr-only")];
          return time ? time.dateTime : nothing?.textContent === "none" ? null : (cell.textContent ?? "");
        }),
      ),
    );
  return {
    action: await page.locator("h1").innerText(),
    who: await fact("Name").innerText(),
    reason: /^—/.test(reason) ? null : reason,
    changes: Object.fromEntries(rows.map(([field, was, became]) => [field, [was ?? null, became ?? null]])),
  };
}
