import type { Locator, Page } from "playwright-core";
import { totalOf } from "./list-page.ts";
import { addressOf, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

const card = (page: Page, title: string) => page.getByRole("figure", { name: title, exact: true });
const numberIn = (text: string) => Number(text.replaceAll(/[^\d.-]/g, ""));
const rangeLink = (page: Page, name: string) => page.getByRole("navigation", { name: "Range" }).getByRole("link", { name });
const description = (page: Page) => page.locator("main header").innerText();

/** The links of a card's headline: its number, and the one before. */
async function headlineOf(place: Locator): Promise<{ text: string; href: string }[]> {
  const links = place.locator(
    "a[href^='/users'], a[href^='/messages'], a[href^='/tool-calls'], a[href^='/payments'], a[href^='/subscriptions']",
  );
  return links.evaluateAll((all) =>
    all
      // The way to the grouped failures names no number.
      .filter((link) => !link.closest("figcaption") && /\d/.test(link.textContent ?? ""))
      .map((link) => ({ text: link.textContent ?? "", href: link.getAttribute("href") ?? "" })),
  );
}

describe("the range", () => {
  test("is a link, stands in the address, and is compared with as much time before", async ({ admin: page }) => {
    await open(page, "/");
    expect(await rangeLink(page, "30 days").getAttribute("aria-current")).toBe("true");
    expect(await description(page)).toMatch(/today so far, compared with .* up to the same time of day\. Days of UTC\./);
    expect(await card(page, "Sign-ups").getByRole("list", { name: "Legend" }).innerText()).toContain("previous 30 days");
    for (const [name, address] of [
      ["7 days", "/?range=7"],
      ["90 days", "/?range=90"],
      ["12 months", "/?range=12m"],
      ["30 days", "/"],
    ] as const) {
      await rangeLink(page, name).click();
      await eventually(() => addressOf(page)).toBe(address);
      await eventually(() => rangeLink(page, name).getAttribute("aria-current")).toBe("true");
      expect(await card(page, "Sign-ups").getByRole("list", { name: "Legend" }).innerText()).toContain(`previous ${name}`);
    }
  });

  test("can be of one's own", async ({ admin: page }) => {
    await open(page, "/");
    await page.locator("summary", { hasText: "Custom" }).click();
    const form = page.getByRole("group", { name: "Days of your own" });
    await form.getByLabel("From").fill("2026-02-01");
    await form.getByLabel("To, inclusive").fill("2026-02-28");
    await form.getByRole("button", { name: "Show" }).click();
    await eventually(() => addressOf(page)).toBe("/?range=custom&from=2026-02-01&to=2026-02-28");
    await eventually(() => description(page)).toContain("Feb 2026, compared with 4–31 Jan 2026. Days of UTC.");
    expect(await card(page, "Sign-ups").getByRole("list", { name: "Legend" }).innerText()).toContain("previous 28 days");
  });

  test("that makes no sense is 30 days", async ({ admin: page }) => {
    expect(await open(page, "/?range=forever&from=yesterday&to=2026-02-31&currency=gold")).toBe(200);
    expect(await rangeLink(page, "30 days").getAttribute("aria-current")).toBe("true");
  });
});

describe("each number is what the list behind it counts", () => {
  test.for(["/", "/?range=12m", "/?range=custom&from=2026-03-01&to=2026-04-30"])(
    "at %s",
    async (address, { admin: page, reader: list }) => {
      await open(page, address);
      const counted: Record<string, { text: string; href: string }[]> = {};
      for (const title of ["Sign-ups", "Active users", "Messages", "Tool calls"]) counted[title] = await headlineOf(card(page, title));
      for (const [title, links] of Object.entries(counted)) {
        expect(links.length, title).toBeGreaterThan(0);
        for (const { text, href } of links) {
          await list.goto(href);
          expect(`${title} ${await totalOf(list)}`).toBe(`${title} ${numberIn(text)}`);
        }
      }

      const tokens = (await headlineOf(card(page, "Tokens")))[0]!;
      await list.goto(tokens.href);
      expect(await list.locator("[data-sum=tokens]").innerText()).toBe(tokens.text);

      const latency = (await headlineOf(card(page, "Tool latency")))[0]!;
      await list.goto(latency.href);
      expect(await list.locator("[data-latency=p50]").innerText()).toBe(latency.text);
    },
  );

  test("money and subscriptions", async ({ admin: page, reader: list }) => {
    await open(page, "/?range=90");
    const revenue = (await headlineOf(page.getByRole("figure", { name: /^Net revenue, / }))).filter(({ href }) =>
      /createdAt\.to=[\d-]+$/.test(href),
    );
    expect(revenue.length, "currencies").toBeGreaterThan(3);
    for (const { text, href } of revenue) {
      await list.goto(href);
      const currency = new URL(href, "http://purser.invalid").searchParams.get("currency");
      const net = list.locator(`tr[data-currency="${currency}"] td`).last();
      expect(((await net.count()) ? await net.innerText() : "none").trim()).toBe(text);
    }

    const statuses = page.locator("main ul > li", { has: page.locator("a[href^='/subscriptions?status=']") });
    const links = (await headlineOf(statuses)).filter(({ href }) => !href.includes("mrr="));
    expect(links.length).toBeGreaterThan(5);
    for (const { text, href } of links) {
      await list.goto(href);
      expect(`${href} ${await totalOf(list)}`).toBe(`${href} ${numberIn(text)}`);
    }

    const mrr = await headlineOf(page.locator("main ul > li", { has: page.locator("a[href^='/subscriptions?currency=']") }));
    expect(mrr.length).toBeGreaterThan(0);
    for (const { text, href } of mrr) {
      await list.goto(href);
      const row = list.locator("[aria-label='Totals of the subscriptions that match'] tbody tr");
      if (/subscription/.test(text)) expect(await totalOf(list)).toBe(numberIn(text));
      else if (/not normalised/.test(text)) expect(await row.locator("td").last().innerText()).toBe(text.replace(" not normalised", ""));
      else expect((await row.locator("td").nth(1).innerText()).trim()).toBe(text.replace(/ \w{3}$/, "").trim());
    }
  });
});

describe("a chart", () => {
  test("opens the list behind the point that is clicked, after showing its exact value", async ({ admin: page }) => {
    await open(page, "/?range=7");
    const chart = card(page, "Messages").getByRole("img");
    const bar = chart.locator(".recharts-bar-rectangle path").nth(2);
    await bar.hover();
    const tooltip = chart.locator(".recharts-tooltip-wrapper dd").first();
    await eventually(() => tooltip.innerText()).toMatch(/^[\d,]+$/);
    const value = numberIn(await tooltip.innerText());
    await bar.click();
    await eventually(() => headingOf(page)).toBe("Messages");
    await eventually(() => totalOf(page)).toBe(value);
    expect(new URL(page.url()).searchParams.get("createdAt.from")).toBe(new URL(page.url()).searchParams.get("createdAt.to"));
  });

  test("stands as a table too, whose days add up to its number and lead to their lists", async ({ admin: page }) => {
    await open(page, "/?range=7");
    const signUps = card(page, "Sign-ups");
    const total = numberIn((await headlineOf(signUps))[0]!.text);
    await signUps.locator("summary", { hasText: "As table" }).click();
    const days = signUps.getByRole("group", { name: "Sign-ups as table" }).locator("tbody tr");
    const values = (await days.locator("td:nth-child(2)").allInnerTexts()).map(numberIn);
    expect(values.length).toBe(7);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(total);
    expect(await days.first().innerText()).toContain("(not over yet)");
    const busiest = values.indexOf(Math.max(...values));
    await days.nth(busiest).locator("td:nth-child(2) a").click();
    await eventually(() => headingOf(page)).toBe("Users");
    await eventually(() => totalOf(page)).toBe(values[busiest]);
  });

  test("says in words what it counts", async ({ admin: page }) => {
    await open(page, "/");
    await card(page, "Active users").locator("summary", { hasText: "What “Active users” counts" }).click();
    await page.getByText("Users whose message counter has a row dated in the time").waitFor();
  });

  test("is a table where there are no scripts", async ({ pageAs }) => {
    const page = await pageAs("finance", { javaScriptEnabled: false });
    await page.goto("/");
    const figure = page.getByRole("figure", { name: /^Net revenue, / });
    await figure.locator("summary", { hasText: "As table" }).click();
    expect(await figure.locator("tbody tr").count()).toBe(30);
  });
});

test("each role sees the numbers of what it may open, and no other", async ({ pageAs }) => {
  const titles = async (page: Page) =>
    (await page.getByRole("figure").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).map((title) =>
      title?.replace(/,.*/, ""),
    );
  const support = await pageAs("support");
  await open(support, "/");
  expect(await titles(support)).toEqual(["Sign-ups", "Active users", "Messages", "Tokens", "Tool calls", "Tool latency"]);
  expect(await support.content()).not.toMatch(/Net revenue|recurring revenue/);
  const finance = await pageAs("finance");
  await open(finance, "/");
  expect(await titles(finance)).toEqual(["Sign-ups", "Net revenue"]);
  await finance.getByText("Monthly recurring revenue now", { exact: true }).waitFor();
  expect(await finance.content()).not.toMatch(/Tool latency|Tokens/);
});
