import { loader as openReport } from "../../app/routes/_staff.reports.subscriptions/route.tsx";
import { loader as openAmounts } from "../../app/routes/_staff.reports.subscriptions_.amounts/route.tsx";
import { subscription, subscriptionSnapshot } from "../../lib/db/schema.ts";
import { amountsThen, amountsThenHref } from "../../lib/reports/subscriptions/amount-then.ts";
import { monthOf, monthsBetween } from "../../lib/reports/subscriptions/month.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSubscription } from "../helpers/factories.ts";
import { type SignedIn, signedIn, stranger } from "../helpers/request.ts";

type Person = Pick<SignedIn, "get">;
const report = (person: Person, search = "") =>
  openReport({ request: person.get(`/reports/subscriptions${search}`), params: {}, context: {} });
const amounts = (person: Person, href: string) => openAmounts({ request: person.get(href), params: {}, context: {} });

describe("the pages of the subscription report", () => {
  test("are finance's and admins', and nobody else's", async ({ db }) => {
    const href = amountsThenHref({ month: "2026-03", part: "new", currency: "usd" });
    for (const who of ["finance", "admin"] as const) {
      const person = await signedIn(db, who);
      expect(await report(person)).toHaveProperty("currencies");
      expect(await amounts(person, href)).toHaveProperty("total");
    }
    for (const who of ["support", "user"] as const) {
      const person = await signedIn(db, who);
      await expect(report(person)).rejects.toMatchObject({ init: { status: 403 } });
      await expect(amounts(person, href)).rejects.toMatchObject({ init: { status: 403 } });
    }
    await expect(report(stranger)).rejects.toMatchObject({ status: 302 });
  });

  test("answer whatever their address says", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const thisMonth = monthOf(new Date(), "UTC");
    for (const search of ["", "?from=9999-12&to=0000-00", "?from=%00&to=2026-02-30", "?from=1970-01&to=1970-02", "?to=1970-01"]) {
      const { query, churn } = await report(finance, search);
      expect(query.to <= thisMonth && query.from <= query.to, search).toBe(true);
      expect(churn.map(({ month }) => month)).toEqual(monthsBetween(query.from, query.to));
    }
    for (const word of ["", "2026-03.new.usd", "2199-12.churned.usd", "1970-01.opening.%00", "x", "2026-03.new.", "2026-03.new.'; --"]) {
      const { page, total, yearly } = await amounts(finance, `/reports/subscriptions/amounts?report=${encodeURIComponent(word)}`);
      expect([page.rows, total.count, yearly], word).toEqual([[], 0, 0]);
    }
  });

  test("show the months of the currency that is asked for, in capitals or not, and where all of them stand", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    const finance = await signedIn(db, "finance");
    expect(await report(finance)).toMatchObject({ currencies: [] });
    const startedAt = new Date("2026-02-10T00:00:00Z");
    for (const currency of ["eur", "eur", "usd"]) await makeSubscription(db, { startedAt, currency });
    for (const [asked, shown] of [
      ["", "eur"],
      ["&currency=usd", "usd"],
      ["&currency=USD", "usd"],
      ["&currency=Usd%00%20", "usd"],
      ["&currency=nok", "eur"],
      ["&currency=%E0%A4%A", "eur"],
    ] as const) {
      const page = await report(finance, `?from=2026-01&to=2026-03${asked}`);
      expect([page.shown?.currency, page.shown?.months.length], asked).toEqual([shown, 3]);
      expect(page.currencies.map(({ currency, last }) => [currency, last.month, last.opening.subscriptions])).toEqual([
        ["eur", "2026-03", 2],
        ["usd", "2026-03", 1],
      ]);
    }
  });

  test("show a number's amounts in the order of what they count, page by page", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    const finance = await signedIn(db, "finance");
    for (let n = 0; n < 30; n++) {
      await makeSubscription(db, {
        id: `sub_${String(n).padStart(2, "0")}`,
        startedAt: new Date("2026-02-10T00:00:00Z"),
        amount: 100 * (n % 7),
      });
    }
    const first = await amounts(finance, `${amountsThenHref({ month: "2026-02", part: "new", currency: "usd" })}&size=25`);
    expect(first.page.rows.map(({ change }) => change)).toEqual(first.page.rows.map(({ change }) => change).toSorted((a, b) => b - a));
    expect([first.page.rows.length, first.total]).toEqual([25, { count: 30, exact: true }]);
    const second = await amounts(finance, amountsThen.pageHref(first.query, "after", first.page.next!));
    expect(second.page.rows).toHaveLength(5);
    expect(second.page.next).toBeUndefined();
    const all = [...first.page.rows, ...second.page.rows];
    expect(new Set(all.map(({ id }) => id)).size).toBe(30);
    expect(all.reduce((sum, row) => sum + row.change, 0)).toBe(first.yearly);
  });
});
