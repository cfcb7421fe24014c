import type { Locator, Page } from "playwright-core";
import { nthId } from "./change-page.ts";
import { addFilter, cellsOf, chips, headings, listSettled, totalOf } from "./list-page.ts";
import { describe, expect, open, test } from "./staff-page.ts";

type Fill = (form: Locator) => Promise<void>;

interface FilterCase {
  /** As the menu calls it. */
  label: string;
  fill: Fill;
  /** What its chip then says. */
  chip: string;
  /** What stands in a column of each row that is left. */
  rows?: [heading: string, cell: RegExp];
}

interface ListCase {
  columns: string[];
  filters: FilterCase[];
}

const check = (name: string): Fill => {
  return (form) => form.getByLabel(name, { exact: true }).check();
};
const fill =
  (values: Record<string, string>): Fill =>
  async (form) => {
    for (const [label, value] of Object.entries(values)) await form.getByLabel(label).fill(value);
  };

/** The month before this one: the demo has rows of every kind there. */
const month = (() => {
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0));
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const words = first.toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" }).replace("Sept", "Sep");
  return { from: day(first), to: day(last), words: new RegExp(words) };
})();
const between = (label: string, heading?: string): FilterCase => ({
  label,
  fill: fill({ From: month.from, "To, inclusive": month.to }),
  chip: `${label} between ${month.from} and ${month.to}`,
  ...(heading && { rows: [heading, month.words] as [string, RegExp] }),
});

/** Every list with what it shows at first and each filter of its menu. */
const lists: Record<string, ListCase> = {
  "/users": {
    columns: ["Name", "E-mail", "Role", "Verified", "Plan", "Messages, 30 days", "Joined", "Banned"],
    filters: [
      { label: "Role", fill: check("Admin"), chip: "Role is Admin", rows: ["Role", /Admin/] },
      { label: "Staff role", fill: check("Support"), chip: "Staff role is Support", rows: ["Role", /Support/] },
      { label: "E-mail verified", fill: check("no"), chip: "E-mail verified is no", rows: ["Verified", /^no/] },
      { label: "Banned", fill: check("yes"), chip: "Banned is yes", rows: ["Banned", /^(?!.*not banned)/] },
      { label: "Plan", fill: check("Past due"), chip: "Plan is Past due", rows: ["Plan", /^Past due/] },
      between("Joined", "Joined"),
      between("Active"),
    ],
  },
  "/subscriptions": {
    columns: ["User", "Product", "Status", "Amount", "Period end", "Cancels at end", "Created"],
    filters: [
      { label: "Status", fill: check("Past due"), chip: "Status is Past due", rows: ["Status", /^Past due$/] },
      { label: "Currency", fill: check("EUR"), chip: "Currency is EUR", rows: ["Amount", /€/] },
      { label: "Interval", fill: check("year"), chip: "Interval is year", rows: ["Amount", /year/] },
      between("Period end", "Period end"),
      { label: "Cancels at end", fill: check("yes"), chip: "Cancels at end is yes", rows: ["Cancels at end", /^(?!—)/] },
      { label: "Linked", fill: check("to no user"), chip: "Linked is to no user", rows: ["User", /not linked|no user/] },
      { label: "Counts in MRR", fill: check("yes"), chip: "Counts in MRR is yes", rows: ["Status", /^(Active|Past due)$/] },
      { label: "Product", fill: (form) => form.getByRole("checkbox").first().check(), chip: "Product is " },
      between("Created", "Created"),
    ],
  },
  "/payments": {
    columns: ["Time", "Customer", "Amount", "Status", "Method", "Refunded", "Disputed", "Subscription"],
    filters: [
      { label: "Status", fill: check("Succeeded"), chip: "Status is Succeeded", rows: ["Status", /^Succeeded$/] },
      { label: "Currency", fill: check("JPY"), chip: "Currency is JPY", rows: ["Amount", /^¥[\d,]+$/] },
      {
        label: "Amount",
        fill: fill({ "At least": "50", "At most": "99.99" }),
        chip: "Amount between 50 and 99.99",
        rows: ["Amount", /\b[5-9]\d\b/],
      },
      between("Time", "Time"),
      { label: "Method", fill: check("paypal"), chip: "Method is paypal", rows: ["Method", /^paypal$/] },
      { label: "Refunded", fill: check("yes"), chip: "Refunded is yes", rows: ["Refunded", /\d/] },
      { label: "Disputed", fill: check("yes"), chip: "Disputed is yes", rows: ["Disputed", /^(Dispute|unknown)/] },
      { label: "Linked", fill: check("to no user"), chip: "Linked is to no user" },
    ],
  },
  "/usage": {
    columns: ["User", "Day", "Counter", "Count", "Resets at"],
    filters: [
      { label: "Counter", fill: check("Extreme searches"), chip: "Counter is Extreme searches", rows: ["Counter", /^Extreme searches$/] },
      between("Day", "Day"),
      {
        label: "Count",
        fill: fill({ "More than": "20" }),
        chip: "Count more than 20 counted",
        rows: ["Count", /^(2[1-9]|[3-9]\d|\d,?\d\d+)$/],
      },
    ],
  },
  "/tool-calls": {
    columns: ["Tool", "Status", "Chat", "User", "Duration", "Time", "Error"],
    filters: [
      { label: "Status", fill: check("Timed out"), chip: "Status is Timed out", rows: ["Status", /^Timed out$/] },
      { label: "Tool", fill: check("searchFlights"), chip: "Tool is searchFlights", rows: ["Tool", /^searchFlights$/] },
      between("Time", "Time"),
      {
        label: "Duration",
        fill: fill({ "More than": "20" }),
        chip: "Duration more than 20 seconds",
        rows: ["Duration", /^(2\d|[3-9]\d)(\.\d+)? s|min|h|d/],
      },
      { label: "Error", fill: fill({ Contains: "AMADEUS" }), chip: "Error contains “AMADEUS”", rows: ["Error", /amadeus/i] },
      { label: "Stuck", fill: check("running over 10 minutes"), chip: "Stuck is running over 10 minutes", rows: ["Status", /^Running/] },
      { label: "Measured", fill: check("started and finished"), chip: "Measured is started and finished", rows: ["Duration", /\d/] },
    ],
  },
  "/audit": {
    columns: ["When", "Who", "What", "Subject", "Changed fields", "Reason"],
    filters: [
      { label: "Who", fill: check("Command line"), chip: "Who is Command line", rows: ["Who", /^Command line/] },
      { label: "What", fill: check("User: make admin"), chip: "What is User: make admin", rows: ["What", /^User: make admin$/] },
      { label: "Subject type", fill: check("user"), chip: "Subject type is user", rows: ["Subject", /^user/i] },
      {
        label: "When",
        fill: fill({ From: new Date().toISOString().slice(0, 10) }),
        chip: `When from ${new Date().toISOString().slice(0, 10)}`,
      },
    ],
  },
  "/chats": {
    columns: ["Title", "Owner", "Messages", "Last activity", "Visibility", "Failed / all calls", "Tags", "Tokens"],
    filters: [
      { label: "Owner", fill: fill({ Contains: "a" }), chip: "Owner has a word that begins with “a”" },
      { label: "Visibility", fill: check("Public"), chip: "Visibility is Public", rows: ["Visibility", /^Public$/] },
      { label: "Tag", fill: check("search failed"), chip: "Tag is search failed", rows: ["Tags", /search failed/] },
      { label: "Has failed calls", fill: check("yes"), chip: "Has failed calls is yes", rows: ["Failed / all calls", /^[1-9]/] },
      between("Active"),
      { label: "Model", fill: (form) => form.getByRole("checkbox").first().check(), chip: "Model is " },
      between("Created"),
    ],
  },
  "/messages": {
    columns: ["Time", "Role", "Model", "Chat", "User", "Tokens in", "Tokens out", "Total tokens", "Completion"],
    filters: [
      { label: "Role", fill: check("assistant"), chip: "Role is assistant", rows: ["Role", /^assistant$/] },
      { label: "Model", fill: (form) => form.getByRole("checkbox").first().check(), chip: "Model is " },
      between("Time", "Time"),
    ],
  },
};

describe("what a list shows and each of its filters", () => {
  test.for(Object.entries(lists))("%s", async ([path, { columns, filters }], { admin: page }) => {
    await open(page, path);
    expect(await headings(page)).toEqual(columns);
    expect(await offered(page)).toEqual(expect.arrayContaining(filters.map(({ label }) => label)));
    const all = (await totalOf(page)) ?? Number.POSITIVE_INFINITY;
    for (const filter of filters) {
      await addFilter(page, filter.label, filter.fill);
      const [chip] = await chips(page);
      expect(chip).toContain(filter.chip);
      const left = (await totalOf(page)) ?? Number.POSITIVE_INFINITY;
      expect(left, `${chip}: rows left`).toBeGreaterThan(0);
      expect(left, `${chip}: rows left`).toBeLessThanOrEqual(all);
      if (filter.rows) {
        const [heading, cell] = filter.rows;
        expect(
          (await cellsOf(page, heading)).filter((text) => !cell.test(text)),
          `${chip}: other rows`,
        ).toEqual([]);
      }
      await page.getByRole("link", { name: `Remove the filter ${filter.label}`, exact: true }).click();
      await page.waitForURL((url) => url.search === "");
      await listSettled(page);
    }
  });

  test("usage and the audit log are narrowed to one person by their id", async ({ admin: page }) => {
    const person = await nthId(page, "/users?plan=active&sort=createdAt", 0);
    await open(page, `/users/${person}`);
    const name = await page.locator("h1").innerText();
    await open(page, "/usage");
    await addFilter(page, "User", (form) => form.getByLabel("User").fill(person));
    expect(await chips(page)).toEqual([`User is ${name}`]);
    expect(new Set(await cellsOf(page, "User"))).toEqual(new Set([name]));

    const admin = await nthId(page, "/users?role=admin&q=admin%40purser.example", 0);
    await open(page, "/audit");
    await addFilter(page, "Subject id", (form) => form.getByLabel("Subject id").fill(admin));
    expect(await totalOf(page)).toBeGreaterThan(0);
  });
});

/** The filters that the menu offers. */
function offered(page: Page): Promise<string[]> {
  return page.getByRole("group", { name: "Add a filter", includeHidden: true }).locator("details > summary").allTextContents();
}
