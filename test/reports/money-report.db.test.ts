import { and, eq } from "drizzle-orm";
import { afterEach } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, paymentEntry } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { moneyColumnNames, settlementColumnNames } from "../../lib/reports/money/money-columns.ts";
import { explainCellHref, explainSettlementHref } from "../../lib/reports/money/money-links.ts";
import { parseMoneyQuery } from "../../lib/reports/money/money-query.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { dispute, refund } from "../payments/dodo.ts";
import { expectCells } from "./expect-money.ts";
import { makeRandomMoney, plansAtFirst } from "./random-money.ts";
import { expectRowsBehindNumbers, explanationBehind, linesOf, reportOf as reportAt, sum } from "./rows-behind.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

const today = "2026-11-22";
const reportOf = (db: Db, search: string) => reportAt(db, search, today);

describe("the money report on random payments", () => {
  // In Santiago the 6th of September 2026 begins at one o'clock, and the 4th of April has its last hour twice.
  for (const zone of ["Europe/Berlin", "America/Santiago"]) {
    test(`each number is what the rows behind its link come to, in ${zone}`, { timeout: 240_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const payments = await makeRandomMoney(db, zone, 500);
      const made = new Map(payments.map((row) => [row.id, row]));
      for (const [search, every] of [
        ["", 3],
        ["by=day&from=2026-03-27&to=2026-04-02&currency=KWD", 2],
        ["by=day&from=2026-09-04&to=2026-09-08", 2],
        ["by=day&from=2026-10-23&to=2026-11-04", 3],
        ["split=product&from=2026-02", 7],
        ["split=country&from=2026-08&currency=EUR", 3],
        ["split=method", 9],
      ] as const) {
        const report = await expectRowsBehindNumbers(db, made, search, today, every);
        expect(report.currencies).toHaveLength(search.includes("currency") ? 1 : 3);
        expect(report.settlements.length).toBeGreaterThan(0);
      }
    });

    test(`each number is what the definitions say, added up payment by payment, in ${zone}`, { timeout: 120_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const payments = await makeRandomMoney(db, zone, 600);
      for (const search of [
        "",
        "from=2026-03&to=2026-03",
        "by=day&from=2026-03-05&to=2026-04-02",
        "by=day&from=2026-04-01&to=2026-04-07",
        "by=day&from=2026-08-30&to=2026-09-10",
        "by=day&from=2026-10-20&to=2026-11-05",
        "split=product",
        "split=country",
        "split=method",
      ]) {
        await expectCells(db, search, today, { payments, plans: plansAtFirst }, zone);
      }
    });

    test(`lines and parts add up to their totals, in ${zone}`, { timeout: 60_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      await makeRandomMoney(db, zone, 400);
      const months = await reportOf(db, "from=2026-03&to=2026-03");
      const days = await reportOf(db, "by=day&from=2026-03-01&to=2026-03-31");
      expect(days.currencies.map(({ currency, total }) => ({ currency, total }))).toEqual(
        months.currencies.map(({ currency, total }) => ({ currency, total })),
      );
      for (const search of ["", "by=day&from=2026-10-20&to=2026-11-05", "split=product", "split=country"]) {
        const report = await reportOf(db, search);
        for (const { lines, total } of report.currencies) {
          for (const column of moneyColumnNames) {
            expect(sum(lines.map(({ cells }) => cells[column]))).toBe(total.cells[column]);
            if (!search.startsWith("split")) continue;
            for (const line of [...lines, total]) expect(sum(line.parts.map(({ cells }) => cells[column]))).toBe(line.cells[column]);
          }
        }
      }
    });

    test(`each explanation has the report's number and accounts for every row of its scope, in ${zone}`, { timeout: 120_000 }, async ({
      db,
    }) => {
      env().reportingTimeZone = zone;
      await makeRandomMoney(db, zone, 400);
      for (const search of ["", "from=2026-03&to=2026-03&currency=JPY", "split=method&from=2026-10&to=2026-11"]) {
        const query = parseMoneyQuery(`/reports/money?${search}`);
        const report = await reportOf(db, search);
        for (const own of report.currencies) {
          for (const { scope, cells } of [...linesOf(report, query, own, true)].slice(-4)) {
            for (const column of moneyColumnNames) {
              const { figures, unexplained, counted } = await explanationBehind(db, explainCellHref(column, scope));
              const value =
                column === "payments" ? counted.count : (figures.find(({ currency }) => currency === scope.currency)?.value ?? 0);
              expect({ column, scope, value, unexplained }).toEqual({ column, scope, value: cells[column], unexplained: 0 });
            }
          }
        }
        for (const own of report.settlements) {
          for (const { scope, cells } of [...linesOf(report, query, own, false)].slice(-3)) {
            for (const column of settlementColumnNames) {
              const { figures, unexplained, counted } = await explanationBehind(db, explainSettlementHref(column, scope, own.currency));
              const value = column === "payments" ? counted.count : (figures.find(({ currency }) => currency === own.currency)?.value ?? 0);
              expect({ column, scope, value, unexplained }).toEqual({ column, scope, value: cells[column], unexplained: 0 });
            }
          }
        }
      }
    });
  }
});

/** The gross amounts of the days of a report that has one currency, by day; days without any left out. */
async function grossByDay(db: Db, search: string): Promise<Record<string, number>> {
  const { buckets, currencies } = await reportOf(db, search);
  const lines = currencies[0]?.lines ?? [];
  return Object.fromEntries(lines.flatMap(({ cells }, index) => (cells.gross ? [[buckets[index]!.from, cells.gross]] : [])));
}

describe("a day and a month of the reporting zone", () => {
  test("begin and end with its clocks, also when those are changed", async ({ db }) => {
    await db.delete(payment);
    env().reportingTimeZone = "Europe/Berlin";
    const at = async (time: string, totalAmount: number) => makePayment(db, { createdAt: new Date(time), totalAmount });
    // The 29th of March has 23 hours, the 25th of October 25.
    await at("2026-03-28T22:59:59.999Z", 1);
    await at("2026-03-28T23:00:00.000Z", 10);
    await at("2026-03-29T21:59:59.999Z", 100);
    await at("2026-03-29T22:00:00.000Z", 1000);
    await at("2026-03-31T21:59:59.999Z", 20_000);
    await at("2026-03-31T22:00:00.000Z", 300_000);
    await at("2026-10-24T22:00:00.000Z", 1);
    await at("2026-10-25T22:59:59.999Z", 10);
    await at("2026-10-25T23:00:00.000Z", 100);
    expect(await grossByDay(db, "by=day&from=2026-03-01&to=2026-04-30")).toEqual({
      "2026-03-28": 1,
      "2026-03-29": 110,
      "2026-03-30": 1000,
      "2026-03-31": 20_000,
      "2026-04-01": 300_000,
    });
    expect(await grossByDay(db, "by=day&from=2026-10-20&to=2026-10-31")).toEqual({ "2026-10-25": 11, "2026-10-26": 100 });
    expect(await grossByDay(db, "from=2026-03&to=2026-04")).toEqual({ "2026-03-01": 21_111, "2026-04-01": 300_000 });

    env().reportingTimeZone = "America/New_York";
    expect(await grossByDay(db, "by=day&from=2026-03-31&to=2026-03-31")).toEqual({ "2026-03-31": 320_000 });
  });

  test("begin with the first hour that there is, where midnight is skipped or comes twice", async ({ db }) => {
    await db.delete(payment);
    const at = async (time: string, totalAmount: number) => makePayment(db, { createdAt: new Date(time), totalAmount });
    env().reportingTimeZone = "America/Santiago";
    await at("2026-09-06T03:59:59.999Z", 1);
    await at("2026-09-06T04:00:00.000Z", 10);
    await at("2026-09-07T02:59:59.999Z", 100);
    await at("2026-09-07T03:00:00.000Z", 1000);
    expect(await grossByDay(db, "by=day&from=2026-09-01&to=2026-09-30")).toEqual({
      "2026-09-05": 1,
      "2026-09-06": 110,
      "2026-09-07": 1000,
    });
    // At midnight the clocks go back to 23 o'clock of the day that is just over.
    await at("2026-04-05T03:59:59.999Z", 1);
    await at("2026-04-05T04:00:00.000Z", 10);
    expect(await grossByDay(db, "by=day&from=2026-04-01&to=2026-04-30")).toEqual({ "2026-04-04": 1, "2026-04-05": 10 });

    env().reportingTimeZone = "Asia/Beirut";
    await at("2026-03-28T21:59:59.999Z", 1);
    await at("2026-03-28T22:00:00.000Z", 10);
    await at("2026-03-29T20:59:59.999Z", 100);
    await at("2026-03-29T21:00:00.000Z", 1000);
    expect(await grossByDay(db, "by=day&from=2026-03-01&to=2026-03-31")).toEqual({
      "2026-03-28": 1,
      "2026-03-29": 110,
      "2026-03-30": 1000,
    });
  });
});

describe("the money report", () => {
  test("counts a refund on its own date, lost disputes apart, and nothing of payments that have not succeeded", async ({ db }) => {
    await db.delete(payment);
    const march = new Date("2026-03-10T12:00:00Z");
    const april = "2026-04-02T08:00:00Z";
    await makePayment(db, {
      createdAt: march,
      totalAmount: 5000,
      tax: 800,
      settlementAmount: 4500,
      settlementCurrency: "EUR",
      settlementTax: null,
      refunds: [
        refund({ amount: 1500, created_at: april }),
        refund({ amount: 200, created_at: "soon" }),
        refund({ amount: 999, status: "pending" }),
        refund({ amount: "12,00" }),
      ],
      disputes: [
        dispute({ amount: "5000", created_at: april, dispute_status: "dispute_lost" }),
        dispute({ amount: "70", created_at: april, dispute_status: "dispute_won" }),
        dispute({ amount: "about twelve" }),
      ],
    });
    await makePayment(db, { createdAt: march, totalAmount: 700, status: "failed", refunds: [refund({ amount: 700 })] });
    await makePayment(db, { createdAt: march, totalAmount: 300, tax: null, settlementAmount: null, settlementCurrency: null });

    const report = await reportOf(db, "from=2026-03&to=2026-04");
    const [march2026, april2026] = report.currencies[0]!.lines.map(({ cells }) => cells);
    expect(report.currencies).toHaveLength(1);
    expect(march2026).toEqual({ payments: 2, gross: 5300, tax: 800, refunds: 200, disputes: 0, lost: 0, net: 5100 });
    expect(april2026).toEqual({ payments: 0, gross: 0, tax: 0, refunds: 1500, disputes: 5070, lost: 5000, net: -1500 });
    expect(report.settlements).toMatchObject([{ currency: "EUR", total: { cells: { payments: 1, gross: 4500, tax: 0 } } }]);
    expect(report).toMatchObject({ taxUnknown: 1, unsettled: 1, notKept: 0, known: ["USD"] });
    expect(report.statuses).toEqual([
      { status: "failed", currency: "USD", payments: 1, gross: 700 },
      { status: "succeeded", currency: "USD", payments: 2, gross: 5300 },
    ]);
    const left = report.entries.filter((row) => row.report !== "counts");
    expect(left.map(({ kind, report: why, problem, entries, amount }) => [kind, why, problem, entries, amount])).toEqual([
      ["dispute", "unreadable", "amount", 1, 0],
      ["refund", "not_succeeded", null, 1, 999],
      ["refund", "payment_not_succeeded", null, 1, 700],
      ["refund", "unreadable", "amount", 1, 0],
    ]);
  });

  test("has a currency in which something was refunded, though nothing was paid in it", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, {
      createdAt: new Date("2025-01-10T12:00:00Z"),
      currency: "JPY",
      totalAmount: 500,
      refunds: [refund({ amount: 500, created_at: "2026-03-05T00:00:00Z" })],
    });
    const { currencies } = await reportOf(db, "from=2026-03&to=2026-03");
    expect(currencies).toMatchObject([{ currency: "JPY", total: { cells: { payments: 0, gross: 0, refunds: 500, net: -500 } } }]);
  });

  test("is empty without payments, and says so of every line", async ({ db }) => {
    await db.delete(payment);
    const report = await reportOf(db, "split=product");
    expect(report).toMatchObject({ currencies: [], settlements: [], statuses: [], entries: [], taxUnknown: 0, unsettled: 0, notKept: 0 });
    expect(report.buckets).toHaveLength(12);
  });

  test("says how many payments have refunds or disputes that it does not know of", async ({ db }) => {
    await db.delete(payment);
    const unknown = async (fields: Parameters<typeof makePayment>[1]) => {
      const { id } = await makePayment(db, fields);
      await db.delete(paymentEntry).where(eq(paymentEntry.paymentId, id));
    };
    await makePayment(db, { refunds: [refund({ amount: 100 })], disputes: [dispute()] });
    await makePayment(db, { refunds: "odd", disputes: [] });
    expect(await reportOf(db, "")).toMatchObject({ notKept: 0 });
    await unknown({ refunds: [refund({ amount: 100 })] });
    await unknown({ disputes: [dispute()] });
    await unknown({ refunds: "odd" });
    await unknown({ refunds: [refund({ amount: 100 }), "odd"], disputes: [dispute()] });
    expect(await reportOf(db, "")).toMatchObject({ notKept: 4 });
    const { id } = await makePayment(db, { refunds: [refund({ amount: 100 })], disputes: [dispute()] });
    await db.delete(paymentEntry).where(and(eq(paymentEntry.paymentId, id), eq(paymentEntry.kind, "dispute")));
    expect(await reportOf(db, "")).toMatchObject({ notKept: 5 });
  });
});
