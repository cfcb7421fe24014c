import type { Page } from "playwright-core";
import { entryOf } from "./audit-page.ts";
import { addFilter, cellsOf, chips, download, headings, listSettled, rowIds, totalOf } from "./list-page.ts";
import { addressOf, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

const everyList = ["/users", "/chats", "/messages", "/tool-calls", "/usage", "/subscriptions", "/payments", "/audit"];

const search = async (page: Page, text: string) => {
  await page.getByRole("search").getByRole("searchbox").fill(text);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("q") === text);
  await listSettled(page);
};

/** Exports everything that matches, with what the menu said before. */
async function exportAll(page: Page) {
  await page.locator("summary", { hasText: /^Export$/ }).click();
  const menu = page.getByRole("group", { name: "Export" });
  const said = await menu.locator("p").first().innerText();
  return { said, ...(await download(page, menu.getByRole("link", { name: /^Export .* as CSV$/ }))) };
}

describe("narrowing a list", () => {
  test("search finds parts of names and e-mails, and its × takes it away", async ({ admin: page }) => {
    await open(page, "/users");
    const all = await totalOf(page);
    await search(page, "NOWAK");
    expect(await totalOf(page)).toBeLessThan(all!);
    expect(await chips(page)).toEqual(["Search “NOWAK”"]);
    const names = await cellsOf(page, "Name");
    const emails = await cellsOf(page, "E-mail");
    expect(names.length).toBeGreaterThan(0);
    names.forEach((name, index) => {
      expect(`${name} ${emails[index]}`).toMatch(/nowak/i);
    });
    await page.getByRole("link", { name: "Remove the search" }).click();
    await eventually(() => addressOf(page)).toBe("/users");
    await listSettled(page);
    expect(await totalOf(page)).toBe(all);
    expect(await page.getByRole("searchbox").inputValue()).toBe("");
  });

  test("a filter comes from the menu, is edited in its chip and goes with its ×", async ({ admin: page }) => {
    await open(page, "/payments");
    const all = await totalOf(page);
    await addFilter(page, "Status", (form) => form.getByLabel("Failed", { exact: true }).check());
    expect(addressOf(page)).toBe("/payments?status=failed");
    expect(await chips(page)).toEqual(["Status is Failed"]);
    expect(new Set(await cellsOf(page, "Status"))).toEqual(new Set(["Failed"]));
    const failed = await totalOf(page);

    await page.locator("summary", { hasText: "Status is Failed" }).click();
    const chip = page.getByRole("group", { name: "Status filter" });
    expect(await chip.getByLabel("Failed", { exact: true }).isChecked()).toBe(true);
    // Other tests change payments: of the rarer statuses there may be none left, and then no box.
    await chip.getByLabel("Succeeded", { exact: true }).check();
    await chip.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL((url) => url.searchParams.getAll("status").sort().join() === "failed,succeeded");
    await listSettled(page);
    expect(await chips(page)).toEqual([expect.stringMatching(/^Status is (Failed or Succeeded|Succeeded or Failed)$/)]);
    const both = await totalOf(page);
    expect(both).toBeGreaterThan(failed!);

    await addFilter(page, "Currency", (form) => form.getByLabel("JPY").check());
    expect(await totalOf(page)).toBeLessThan(both!);
    await page.getByRole("link", { name: "Remove the filter Status" }).click();
    await eventually(() => addressOf(page)).toBe("/payments?currency=JPY");
    await page.getByRole("link", { name: "Clear all" }).click();
    await eventually(() => addressOf(page)).toBe("/payments");
    await listSettled(page);
    expect(await totalOf(page)).toBe(all);
  });

  test("the totals above payments follow the filter, by currency", async ({ admin: page }) => {
    await open(page, "/payments?currency=JPY&currency=KWD");
    const totals = page.getByLabel("Totals of the payments that match").locator("tbody tr");
    expect(await totals.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-currency")))).toEqual(["JPY", "KWD"]);
    const net = (await totals.nth(0).locator("td").last().innerText()).trim();
    expect(net, "yen have no decimals").toMatch(/^¥[\d,]+$/);
    expect((await totals.nth(1).locator("td").last().innerText()).trim(), "dinars have three").toMatch(/\.\d{3}$/);
  });

  test("where nothing matches it says so and leads back", async ({ admin: page }) => {
    await open(page, "/subscriptions?q=nobody-is-called-this");
    await page.getByText("No subscriptions match", { exact: true }).waitFor();
    expect(await totalOf(page)).toBe(0);
    await page.getByRole("link", { name: "Clear search and filters" }).click();
    await eventually(() => addressOf(page)).toBe("/subscriptions");
    await listSettled(page);
    expect((await rowIds(page)).length).toBeGreaterThan(0);
  });

  test("more than 10,000 rows are counted when somebody asks", async ({ admin: page }) => {
    await open(page, "/messages");
    expect(await page.getByRole("navigation", { name: "Pages" }).innerText()).toContain("10,000+ messages");
    expect(await totalOf(page)).toBeUndefined();
    await page.getByRole("link", { name: "count exactly" }).click();
    await eventually(() => totalOf(page)).toBeGreaterThan(10_000);
  });

  test.for(everyList)("nonsense in the address gives the default list of %s", async (path, { reader: page }) => {
    await page.goto(path);
    const [total, ids] = [await totalOf(page), await rowIds(page)];
    const nonsense = new URLSearchParams({
      sort: "'; drop table user; --",
      size: "7",
      after: "%%%",
      before: "bm9uc2Vuc2U",
      columns: "nothing",
      total: "perhaps",
      ...(path !== "/messages" && { role: "king" }),
      staffRole: "none",
      verified: "maybe",
      banned: "2",
      stuck: "-",
      counter: "sheep",
      visibility: "misty",
      "createdAt.from": "2026-02-30",
      "amount.min": "a lot",
      longerThan: "-1",
      page: "-1",
    });
    expect((await page.goto(`${path}?${nonsense}`))?.status()).toBe(200);
    expect(await chips(page)).toEqual([]);
    expect(await totalOf(page)).toBe(total);
    expect(await rowIds(page)).toEqual(ids);
  });
});

describe("the order and the pages", () => {
  test("a heading sorts, and again the other way round", async ({ admin: page }) => {
    await open(page, "/payments?currency=USD");
    const amounts = async () => (await cellsOf(page, "Amount")).map((text) => Number(text.replaceAll(/[^\d.-]/g, "")));
    for (const [sort, direction] of [
      ["-totalAmount", "descending"],
      ["totalAmount", "ascending"],
    ] as const) {
      await page.getByRole("columnheader", { name: "Amount" }).getByRole("link").click();
      await page.waitForURL((url) => url.searchParams.get("sort") === sort);
      await listSettled(page);
      expect(await page.getByRole("columnheader", { name: "Amount" }).getAttribute("aria-sort")).toBe(direction);
      const shown = await amounts();
      expect(shown).toEqual(shown.toSorted((a, b) => (direction === "ascending" ? a - b : b - a)));
    }
    expect(await chips(page)).toEqual(["Currency is USD"]);
  });

  test("next and previous keep the filter, and no row comes twice", async ({ admin: page }) => {
    await open(page, "/users?verified=no&size=25");
    const first = await rowIds(page);
    const total = await totalOf(page);
    expect(await page.getByRole("button", { name: "Previous" }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/after=/);
    await eventually(async () => (await rowIds(page))[0]).not.toBe(first[0]);
    const second = await rowIds(page);
    expect(new Set([...first, ...second]).size).toBe(50);
    expect(await totalOf(page)).toBe(total);
    expect(await chips(page)).toEqual(["E-mail verified is no"]);
    await page.getByRole("link", { name: "Previous" }).click();
    await page.waitForURL(/before=/);
    await eventually(() => rowIds(page)).toEqual(first);
  });

  test("the size of a page, the columns and the density are a person's own", async ({ admin: page }) => {
    await open(page, "/payments?status=failed");
    await page.getByRole("link", { name: "25 rows a page" }).click();
    await page.waitForURL(/size=25/);
    await eventually(async () => (await rowIds(page)).length).toBe(25);

    await page.locator("summary", { hasText: "Columns" }).click();
    const menu = page.getByRole("group", { name: "Columns" }).first();
    await menu.getByLabel("Tax").check();
    await menu.getByLabel("Method").uncheck();
    await menu.getByRole("button", { name: "Show these" }).click();
    await page.waitForURL(/columns=/);
    await eventually(() => headings(page)).toContain("Tax");
    expect(await headings(page)).not.toContain("Method");
    expect(new URL(page.url()).searchParams.get("status")).toBe("failed");

    const height = () =>
      page
        .locator("tr[data-row]")
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
    const roomy = await height();
    await page.getByRole("button", { name: "Compact rows" }).click();
    await eventually(height).toBeLessThan(roomy);
    await open(page, "/users");
    expect(await height()).toBeLessThan(roomy);
    await page.getByRole("button", { name: "Compact rows" }).click();
  });

  test("Back brings the filtered list back, at the place where it was left", async ({ admin: page }) => {
    await open(page, "/payments");
    await addFilter(page, "Status", (form) => form.getByLabel("Succeeded", { exact: true }).check());
    const filtered = addressOf(page);
    const ids = await rowIds(page);
    const row = page.locator(`tr[data-row="${ids[40]}"] [data-row-link]`);
    await row.scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => window.scrollY);
    expect(scrolled).toBeGreaterThan(0);
    await row.click();
    await page.waitForURL(/\/payments\/[^?]+$/);
    await page.getByRole("heading", { name: "History" }).waitFor();
    await page.goBack();
    await eventually(() => addressOf(page)).toBe(filtered);
    await eventually(() => rowIds(page)).toEqual(ids);
    expect(await chips(page)).toEqual(["Status is Succeeded"]);
    await eventually(() => page.evaluate(() => window.scrollY)).toBe(scrolled);
    await page.goBack();
    await eventually(() => addressOf(page)).toBe("/payments");
  });

  test("a saved view is a name for a filtered list", async ({ admin: page }) => {
    await open(page, "/tool-calls?status=failed&sort=-duration");
    await page.locator("summary", { hasText: "Views" }).click();
    const views = page.getByRole("group", { name: "Saved views" });
    await views.getByLabel("Name of this view").fill("Slowest failures");
    await views.getByRole("button", { name: "Save" }).click();
    await open(page, "/tool-calls");
    await page.locator("summary", { hasText: "Views" }).click();
    await views.getByRole("link", { name: "Slowest failures" }).click();
    await eventually(() => addressOf(page)).toBe("/tool-calls?status=failed&sort=-duration");
    await page.locator("summary", { hasText: "Slowest failures" }).click();
    await views.getByRole("button", { name: "Delete the view Slowest failures" }).click();
    await eventually(() => addressOf(page)).toBe("/tool-calls");
  });
});

describe("keys and selection", () => {
  test("j k x enter f / ? do what the sheet of keys says", async ({ admin: page }) => {
    await open(page, "/payments");
    const ids = await rowIds(page);
    const focused = () => page.evaluate(() => document.activeElement?.closest("tr[data-row]")?.getAttribute("data-row"));
    await page.keyboard.press("j");
    expect(await focused()).toBe(ids[0]);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await focused()).toBe(ids[2]);
    await page.keyboard.press("k");
    expect(await focused()).toBe(ids[1]);
    await page.keyboard.press("x");
    await page.getByRole("region", { name: "Selected rows" }).getByText("1 payment selected").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText("2 payments selected").waitFor();

    await page.keyboard.press("f");
    expect(await page.getByRole("group", { name: "Add a filter" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("group", { name: "Add a filter" }).waitFor({ state: "hidden" });

    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
    await page.keyboard.type("jkx?");
    expect(await page.getByRole("searchbox").inputValue(), "in a field keys are text").toBe("jkx?");
    await page.getByRole("searchbox").fill("");
    await page.locator("h1").click();

    await page.keyboard.press("Shift+?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await sheet.getByText("Next row").waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });

    await page.locator(`tr[data-row="${ids[0]}"] [data-row-link]`).focus();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await eventually(() => addressOf(page)).toBe(`/payments/${ids[1]}`);
    await page.keyboard.press("g");
    await page.keyboard.press("u");
    await eventually(() => addressOf(page)).toBe("/users");
  });

  test("single keys can be switched off", async ({ admin: page }) => {
    await open(page, "/users");
    await page.keyboard.press("Shift+?");
    await page.getByLabel("Use keys without ⌘ or Ctrl").uncheck();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    for (const key of ["j", "x", "f", "/", "Shift+?"]) await page.keyboard.press(key);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await page.getByRole("group", { name: "Add a filter" }).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.closest("tr[data-row]") === null)).toBe(true);
  });

  test("what is selected stays so while pages are turned, and is exported, neither more nor less", async ({ admin: page }) => {
    await open(page, "/payments?size=25");
    const first = (await rowIds(page)).slice(0, 2);
    for (const id of first) await page.locator(`tr[data-row="${id}"] input`).check();
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/after=/);
    await eventually(async () => (await rowIds(page)).includes(first[0]!)).toBe(false);
    const third = (await rowIds(page))[0]!;
    await page.locator(`tr[data-row="${third}"] input`).check();
    const bar = page.getByRole("region", { name: "Selected rows" });
    await bar.getByText("3 payments selected").waitFor();
    const file = await download(page, bar.getByRole("link", { name: "Export 3 as CSV" }));
    expect(file.last).toBe("# complete: 3 rows");
    expect(file.rows.map((row) => row.split(",")[0]).toSorted()).toEqual([...first, third].toSorted());

    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await bar.getByText("27 payments selected").waitFor();
    await bar.getByRole("button", { name: "Clear the selection" }).click();
    await bar.waitFor({ state: "hidden" });
  });
});

describe("taking rows away", () => {
  const filtered: Record<string, string> = {
    "/users": "verified=no",
    "/chats": "visibility=public",
    "/messages": "role=user",
    "/tool-calls": "status=failed&status=timeout",
    "/usage": "counter=searches",
    "/subscriptions": "status=active",
    "/payments": "status=succeeded&refunded=yes",
  };

  test.for(Object.entries(filtered))(
    "the file of %s?%s holds as many rows as were shown, and says so at its end",
    async ([path, filter], { admin: page }) => {
      await open(page, `${path}?${filter}&total=exact`);
      const total = (await totalOf(page))!;
      expect(total).toBeGreaterThan(0);
      const file = await exportAll(page);
      expect(file.said).toContain(`${total.toLocaleString("en-US")} `);
      expect(file.name).toMatch(new RegExp(`^purser-${path.slice(1)}-.*\\.csv$`));
      expect(file.rows.length).toBe(total);
      expect(file.last).toBe(`# complete: ${total} rows`);
    },
  );

  test("that rows were taken away is in the audit log, with the filter and the number", async ({ admin: page, reader }) => {
    await open(page, "/payments?method=paypal");
    const total = await totalOf(page);
    const entry = await entryOf(reader, { type: "list", id: "payments" }, () => exportAll(page));
    expect(entry).toEqual({
      action: "List: export",
      who: "Ada Admin",
      reason: null,
      changes: {
        filter: [null, "method=paypal"],
        rows: [null, String(total)],
        scope: [null, "all"],
        format: [null, "csv"],
        export: [null, expect.any(String)],
      },
    });
  });

  test("the log itself can be taken away", async ({ admin: page }) => {
    await open(page, "/audit?action=list.export");
    const total = (await totalOf(page))!;
    const file = await exportAll(page);
    // The export of the log is an export too, and is in the log before its first row leaves.
    expect([total, total + 1]).toContain(file.rows.length);
  });
});

describe("without scripts", () => {
  test("search, filter, sort, columns and pages work", async ({ pageAs }) => {
    const page = await pageAs("finance", { javaScriptEnabled: false });
    await page.goto("/payments");
    await page.getByRole("searchbox").fill("example.com");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=example\.com/);

    await page.locator("summary.js-filter-menu").click();
    const filter = page.getByRole("group", { name: "Add a filter" }).locator("details", { hasText: /^Status/ });
    await filter.locator("summary").click();
    await filter.getByLabel("Succeeded", { exact: true }).check();
    await filter.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(/status=succeeded/);
    expect(await chips(page)).toEqual(["Search “example.com”", "Status is Succeeded"]);

    await page.getByRole("columnheader", { name: "Amount" }).getByRole("link").click();
    await page.waitForURL(/sort=-totalAmount/);
    const first = await rowIds(page);
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/after=/);
    const second = await rowIds(page);
    expect(second.some((id) => first.includes(id))).toBe(false);
    expect(new Set(await cellsOf(page, "Status"))).toEqual(new Set(["Succeeded"]));
    await page.getByRole("link", { name: "Previous" }).click();
    await page.waitForURL(/before=/);
    expect(await rowIds(page)).toEqual(first);

    await page.locator("[data-row-link]").first().click();
    expect(await headingOf(page)).not.toBe("Payments");
    expect(addressOf(page)).toBe(`/payments/${first[0]}`);
  });
});
