import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { dayOf } from "../../lib/list/day.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentTotals } from "../../lib/payments/payment-totals.server.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { type EntryTotals, entryTotals } from "../../lib/reports/money/entry-totals.server.ts";
import { parseMoneyQuery } from "../../lib/reports/money/money-query.ts";
import type { MoneyReport } from "../../lib/reports/money/money-report.server.ts";
import type { Books } from "./change-money.ts";
import { keyOf, naiveCells } from "./naive-money.ts";
import { entriesBehind, linesOf, paymentRowsBehind, reportOf, sum } from "./rows-behind.ts";

/** Reads the report and holds each of its cells to what the definitions say, added up payment by payment. */
export async function expectCells(db: Db, search: string, today: string, { payments, plans }: Books, zone: string): Promise<MoneyReport> {
  const query = parseMoneyQuery(`/reports/money?${search}`);
  const report = await reportOf(db, search, today);
  for (const own of report.currencies) {
    const ofCurrency = payments.filter(({ currency }) => currency === own.currency);
    for (const { scope, cells } of linesOf(report, query, own, true)) {
      const { part, range } = scope;
      const counted = part ? ofCurrency.filter((row) => keyOf(row, part.split, plans) === part.key) : ofCurrency;
      expect(cells, JSON.stringify(scope)).toEqual(naiveCells(counted, zone, range));
    }
  }
  return report;
}

/** Holds what the report leaves out, and what it cannot read, to the payments themselves and to the list of entries. */
export async function expectLeftOut(db: Db, report: MoneyReport, currency: string | undefined, { payments }: Books, zone: string) {
  const { from, to } = report.range;
  const isIn = (row: Books["payments"][number]) => {
    const day = dayOf(row.createdAt, zone);
    return from <= day && day <= to && (currency === undefined || row.currency === currency);
  };
  const inRange = payments.filter(isIn);
  const succeeded = inRange.filter(({ status }) => status === "succeeded");
  expect(report.taxUnknown).toBe(succeeded.filter(({ tax }) => tax === null).length);
  expect(report.unsettled).toBe(succeeded.filter((row) => row.settlementAmount === null || row.settlementCurrency === null).length);
  for (const { status, currency: own, payments: count, gross } of report.statuses) {
    const rows = inRange.filter((row) => (row.status || null) === status && row.currency === own);
    expect([count, gross], `${status} ${own}`).toEqual([rows.length, sum(rows.map(({ totalAmount }) => totalAmount))]);
  }
  expect(sum(report.statuses.map((row) => row.payments))).toBe(inRange.length);
  const href = moneyEntryList.link({ at: { from, to }, ...(currency && { currency: [currency] }) });
  await expectEntryTotals(db, href, report.entries);
}

/** Holds sums of refunds and disputes to the rows of the list. */
async function expectEntryTotals(db: Db, href: string, totals: readonly EntryTotals[]) {
  const listed = await entriesBehind(db, href);
  for (const { kind, currency: own, report: verdict, problem, lost, entries, amount } of totals) {
    const rows = listed.filter(
      (row) =>
        row.kind === kind &&
        row.currency === own &&
        row.report === verdict &&
        row.problem === problem &&
        lost === (row.kind === "dispute" && ["dispute_lost", "dispute_accepted"].includes(row.status ?? "")),
    );
    expect([entries, amount], `${href}: ${kind} ${own} ${verdict} ${problem}`).toEqual([rows.length, sum(rows.map((row) => row.amount))]);
  }
  expect(sum(totals.map(({ entries }) => entries)), href).toBe(listed.length);
}

/** What stands above the list of payments is what its rows come to. */
export async function expectPaymentTotals(db: Db, search: string) {
  const href = `/payments?${search}`;
  const rows = (await paymentRowsBehind(db, href)).filter(({ status }) => status === "succeeded");
  const own = [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => {
    const of = rows.filter((row) => row.currency === currency);
    const [gross, refunded] = [sum(of.map((row) => row.totalAmount)), sum(of.map((row) => row.refundedAmount))];
    return { currency, succeeded: of.length, gross, refunded, net: gross - refunded };
  });
  expect(await paymentTotals(db, paymentList.parse(href)), href).toEqual(own);
}

/** The same above the list of refunds and disputes. */
export async function expectTotalsOfEntries(db: Db, search: string) {
  const href = `/reports/money/entries?${search}`;
  await expectEntryTotals(db, href, await entryTotals(db, moneyEntryList.parse(href)));
}
