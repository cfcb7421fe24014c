import type { Locator, Page } from "playwright-core";
import { totalOf, waitForWhole } from "./list-page.ts";
import { addressOf, allowConsole, axeViolations, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

const numberIn = (text: string) => Number(text.replaceAll(/[^\d.-]/g, ""));
const countsOf = (page: Page, kind: string) =>
  page.locator(`tr[data-rows=${kind}] [data-count]`).evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-count"))));

describe("a number's explanation", () => {
  test("opens from beside the number, without scripts too, and every line of it opens its rows", async ({ pageAs }) => {
    const page = await pageAs("finance", { javaScriptEnabled: false });
    await page.goto("/payments?currency=EUR&currency=JPY");
    await waitForWhole(page);
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
    await eventually(() => addressOf(page)).toBe("/numbers/subscriptions?status=active");
    expect(await headingOf(page)).toBe("Subscriptions");
    // The list has the same heading.
    await eventually(() => countsOf(page, "counted")).toEqual([total]);
  });

  for (const [size, options] of [
    ["in a wide window", { viewport: { width: 1440, height: 900 } }],
    ["on a phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ] as const) {
    test(`opens by keys and lies in the window ${size}; Escape gives the focus back`, { timeout: 240_000 }, async ({ pageAs }) => {
      for (const [role, paths] of [
        ["finance", ["/", "/payments", "/subscriptions", "/reports/money/entries", "/reports/subscriptions"]],
        ["support", ["/", "/usage", "/tool-calls?measured=yes", "/messages?createdAt.from=2026-01-01"]],
      ] as const) {
        const page = await pageAs(role, options);
        for (const path of paths) {
          await open(page, path);
          const marks = page.locator("main summary:visible", { hasText: "What “" });
          expect(await marks.count(), `${path} as ${role}`).toBeGreaterThan(0);
          for (const mark of (await marks.all()).slice(0, 3)) {
            await mark.focus();
            await page.keyboard.press("Enter");
            const panel = page.locator("main details[open] > [role=group]");
            await panel.waitFor();
            const words = await mark.innerText();
            // The browser tells of an opened panel only after it stands there: it is moved into the window a moment later.
            await eventually(async () => {
              const box = (await panel.boundingBox())!;
              return { words, path, left: box.x >= 0, right: box.x + box.width <= options.viewport.width + 1 };
            }).toEqual({ words, path, left: true, right: true });
            expect(await visibleShare(panel), `${words} on ${path}`).toBeGreaterThan(0.95);
            expect(await axeViolations(page, { within: "main details[open]" }), `${words} on ${path}`).toEqual([]);
            await page.keyboard.press("Escape");
            expect(await page.locator("main details[open] > [role=group]").count()).toBe(0);
            expect(await mark.evaluate((element) => element === document.activeElement)).toBe(true);
          }
        }
      }
    });
  }

  test("is of a person's own areas: no money for support, no chat for finance", async ({ pageAs }) => {
    allowConsole(/403/);
    const titles = async (role: "support" | "finance") => {
      const page = await pageAs(role, { javaScriptEnabled: false });
      await page.goto("/numbers");
      return { page, titles: await page.locator("main dt").allInnerTexts() };
    };
    const support = await titles("support");
    const finance = await titles("finance");
    expect(support.titles).toEqual(expect.arrayContaining(["Messages", "Tool calls", "Active users"]));
    expect(support.titles.filter((title) => /revenue|payment|subscription|money|settle|refund/i.test(title))).toEqual([]);
    expect(finance.titles).toEqual(expect.arrayContaining(["Net revenue", "Money report: net", "Refunds and disputes"]));
    expect(finance.titles.filter((title) => /message|chat|token|tool|search|active/i.test(title))).toEqual([]);
    for (const [page, id] of [
      [support.page, "net-revenue"],
      [finance.page, "message-tokens"],
    ] as const) {
      expect((await page.goto(`/numbers/${id}`))?.status()).toBe(403);
    }
  });
});

/** How much of an element nothing else lies over or cuts off, of a grid of points on it. */
function visibleShare(element: Locator): Promise<number> {
  return element.evaluate((panel) => {
    const { left, top, width, height } = panel.getBoundingClientRect();
    const places = [0.1, 0.3, 0.5, 0.7, 0.9];
    const points = places.flatMap((x) => places.map((y) => [left + x * width, top + y * height] as const));
    const inWindow = points.filter(([, y]) => y < innerHeight);
    return inWindow.filter(([x, y]) => panel.contains(document.elementFromPoint(x, y))).length / inWindow.length;
  });
}
