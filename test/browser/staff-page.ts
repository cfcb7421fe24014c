import type { BrowserContextOptions, Page } from "playwright-core";
import { test as base, expect, signIn } from "../helpers/browser.ts";
import type { StaffAccount } from "../helpers/start-purser.ts";

export { allowConsole } from "../helpers/allow-console.ts";
export { axeViolations, baseUrl, describe, expect, signIn } from "../helpers/browser.ts";

type Cookies = Exclude<BrowserContextOptions["storageState"], string | undefined>;

// Signing in costs a password hash; one session a role serves all tests that do not end it.
const sessions = new Map<StaffAccount, Cookies>();

/**
 * A test in Chromium with people who are signed in.
 *
 * - `pageAs(role, options?)`: a page of a person with this role. They share one session a role: a test that ends a session signs in by
 *   itself, with `signIn` on a page of `newPage`.
 * - `admin`: one such page of an admin.
 * - `reader`: another admin's, without scripts: what only has to be read loads in half the time.
 */
export const test = base
  .extend("pageAs", async ({ newPage }) => async (role: StaffAccount, options: BrowserContextOptions = {}): Promise<Page> => {
    const kept = sessions.get(role);
    if (kept) return newPage({ storageState: kept, ...options });
    const page = await newPage(options);
    await signIn(page, role);
    sessions.set(role, await page.context().storageState());
    return page;
  })
  .extend("admin", async ({ pageAs }): Promise<Page> => pageAs("admin"))
  .extend("reader", async ({ pageAs }): Promise<Page> => pageAs("admin", { javaScriptEnabled: false }));

/** Says that the kept session of a role is over; the next `pageAs` signs in anew. */
export function forgetSession(role: StaffAccount): void {
  sessions.delete(role);
}

/** What `read` gives, once it is as expected: a page follows a click only after a moment. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 15_000, interval: 50 });
}

/** Opens an address as if it was typed, and waits until the page's scripts answer. */
export async function open(page: Page, path: string): Promise<number> {
  const response = await page.goto(path);
  await scriptsRun(page);
  return response?.status() ?? 0;
}

/** Waits until React has taken the page over: what is pressed before goes to the page as the server sent it. */
export async function scriptsRun(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith("__reactFiber")));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The path and search of the page's address. */
export function addressOf(page: Page): string {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** The heading of the page, as it stands now. */
export function headingOf(page: Page): Promise<string> {
  return page.locator("h1").first().innerText();
}
