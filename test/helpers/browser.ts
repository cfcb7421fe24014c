import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { test as base, expect, inject } from "vitest";
import { allowedOnConsole } from "./allow-console.ts";
import type { StaffAccount } from "./start-purser.ts";

export { describe, expect } from "vitest";

const served = inject("browserTests");
let people = 0;

/** The served demo's address, without a slash at its end. */
export const baseUrl = served?.baseUrl ?? "";

/**
 * A test in Chromium on the served demo; skipped where no browser was found.
 *
 * - `newPage(options?)`: a page of a new person, with cookies and an address of its own.
 * - `page`: one such page.
 *
 * At the end of the test each of its pages must have had no error on its console, no uncaught one, and no request to anywhere but the
 * demo (or the `baseURL` of `options`). A status of 400 and above that the browser reports on its console is such an error too: say so with `allowConsole(/409/)`.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("browser", { scope: "worker" }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await chromium.launch({
      executablePath: served!.chromium,
      chromiumSandbox: process.getuid?.() !== 0,
      args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"],
    });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("newPage", async ({ browser }, { onCleanup }) => {
    const problems: string[] = [];
    const closing: (() => Promise<void>)[] = [];
    onCleanup(async () => {
      await Promise.all(closing.map((close) => close()));
      const unexpected = problems.filter((line) => !allowedOnConsole.some((pattern) => pattern.test(line)));
      expect(unexpected, "pages may have no errors and no requests to elsewhere; see allowConsole").toEqual([]);
    });
    return async (options: BrowserContextOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: baseUrl,
        locale: "en-US",
        timezoneId: "America/New_York",
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        extraHTTPHeaders: { "X-Forwarded-For": `198.51.100.${(people++ % 250) + 1}` },
        ...options,
      });
      closing.push(() => context.close());
      context.setDefaultTimeout(15_000);
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(options.baseURL ?? baseUrl).host)
          problems.push(`request to ${url.href}`);
      });
      context.on("console", (message) => {
        if (message.type() === "error") problems.push(`console.error: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => problems.push(`uncaught: ${error.error().stack ?? error.error()}`));
      return context.newPage();
    };
  })
  .extend("page", async ({ newPage }): Promise<Page> => newPage());

/** Signs the page's person in by the form and waits for the page behind it: the overview, or `next`. */
export async function signIn(page: Page, role: StaffAccount, { next, timeout }: { next?: string; timeout?: number } = {}): Promise<void> {
  const account = served?.accounts[role];
  if (!account) throw new Error(`The demo gave no ${role} account`);
  await page.goto(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  await page.getByLabel(/e-?mail/i).fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"), { timeout });
}

/**
 * What axe finds on the page as it is, one line a rule with the elements that break it.
 *
 * @param options.within only what matches this selector; `options.only`: only these rules
 */
export async function axeViolations(page: Page, options: { within?: string; only?: string[] } = {}): Promise<string[]> {
  // No page has frames, and without them the legacy mode finds the same in half the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  if (options.within) axe.include(options.within);
  if (options.only) axe.withRules(options.only);
  const { violations } = await axe.analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
