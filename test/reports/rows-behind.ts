import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { numberOf } from "../../lib/numbers/numbers.server.ts";
import { listPayments, type PaymentRow } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { listMoneyEntries, type MoneyEntryRow } from "../../lib/reports/money/list-entries.server.ts";
import {
  type MoneyCells,
  type MoneyColumn,
  moneyColumnNames,
  type SettlementColumn,
  settlementColumnNames,
} from "../../lib/reports/money/money-columns.ts";
import type { MoneyLine } from "../../lib/reports/money/money-lines.ts";
import { cellHref, type MoneyScope, settlementHref } from "../../lib/reports/money/money-links.ts";
import { type MoneyQuery, parseMoneyQuery } from "../../lib/reports/money/money-query.ts";
import { getMoneyReport, type MoneyReport } from "../../lib/reports/money/money-report.server.ts";

/** Every row of a list, page by page. */
async function all<Row>(pages: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** The payments behind a link, read as a person would: by the list's own parser and reader. */
export function paymentRowsBehind(db: Db, href: string): Promise<PaymentRow[]> {
  return all(everyPage(paymentList.parse(href), 200, (query) => listPayments(db, query)));
}

/** Their ids. */
export async function paymentsBehind(db: Db, href: string): Promise<string[]> {
  return (await paymentRowsBehind(db, href)).map(({ id }) => id);
}

/** The refunds and disputes behind a link. */
export function entriesBehind(db: Db, href: string): Promise<MoneyEntryRow[]> {
  return all(everyPage(moneyEntryList.parse(href), 200, (query) => listMoneyEntries(db, query)));
}

/** The explanation that a link opens. */
export function explanationBehind(db: Db, href: string) {
  const url = new URL(href, "http://localhost");
  const number = numberOf(url.pathname.replace("/numbers/", ""));
  if (!number) throw new Error(`No number answers at ${href}`);
  return number.explain(db, { params: url.searchParams, roles: ["finance"], now: new Date() });
}

/** What a test adds up of a payment. */
export interface Paid {
  status?: string | null;
  currency: string;
  totalAmount: number;
  tax?: number | null;
  settlementAmount?: number | null;
  settlementCurrency?: string | null;
  settlementTax?: number | null;
}

export const sum = (values: readonly (number | null | undefined)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);

export function reportOf(db: Db, search: string, today: string): Promise<MoneyReport> {
  return getMoneyReport(db, parseMoneyQuery(`/reports/money?${search}`), today);
}

/** Every line of a currency with its scope: the lines, their parts, the total and its parts. Settlements are of payments of any currency. */
export function* linesOf<Cells>(
  { range, buckets }: MoneyReport,
  { split, currency: only }: MoneyQuery,
  own: { currency: string; lines: MoneyLine<Cells>[]; total: MoneyLine<Cells> },
  ofCurrency: boolean,
): Generator<{ scope: MoneyScope; cells: Cells }> {
  const currency = ofCurrency ? own.currency : only;
  const each = [...own.lines.map((line, index) => ({ line, range: buckets[index]! })), { line: own.total, range }];
  for (const { line, range } of each) {
    const scope: MoneyScope = { range, ...(currency !== undefined && { currency }) };
    yield { scope, cells: line.cells };
    for (const { key, cells } of line.parts) yield { scope: { ...scope, part: { split: split!, key } }, cells };
  }
}

type Made = ReadonlyMap<string, Paid>;

/** What the rows behind a number's link come to. */
async function behind(db: Db, made: Made, column: MoneyColumn, scope: MoneyScope, cells: MoneyCells): Promise<number> {
  const href = cellHref(column, scope, cells.payments);
  if (column === "refunds" || column === "disputes" || column === "lost") {
    const rows = await entriesBehind(db, href);
    expect(rows.filter(({ report, currency, amount }) => report !== "counts" || currency !== scope.currency || amount === null)).toEqual(
      [],
    );
    return sum(rows.map(({ amount }) => amount));
  }
  if (column === "net") {
    const { figures, terms } = await explanationBehind(db, href);
    const [gross, refunds] = terms;
    const paid = gross!.href ? await paymentsBehind(db, gross!.href) : [];
    const taken = refunds!.href ? await entriesBehind(db, refunds!.href) : [];
    const net = sum(paid.map((id) => made.get(id)!.totalAmount)) - sum(taken.map(({ amount }) => amount));
    expect(figures.find(({ currency }) => currency === scope.currency)?.value ?? 0, href).toBe(net);
    return net;
  }
  const rows = (await paymentsBehind(db, href)).map((id) => made.get(id)!);
  expect(rows.filter(({ status, currency }) => status !== "succeeded" || currency !== scope.currency)).toEqual([]);
  if (column === "payments") return rows.length;
  return sum(rows.map((row) => (column === "gross" ? row.totalAmount : row.tax)));
}

async function settledBehind(db: Db, made: Made, column: SettlementColumn, scope: MoneyScope, settled: string): Promise<number> {
  const rows = (await paymentsBehind(db, settlementHref(column, scope, settled))).map((id) => made.get(id)!);
  expect(rows.filter((row) => row.settlementCurrency !== settled)).toEqual([]);
  if (column === "payments") return rows.length;
  return sum(rows.map((row) => (column === "gross" ? row.settlementAmount : row.settlementTax)));
}

/** Follows the link of every number of a report, or of each `every`th, and adds up the rows that it finds there. */
export async function expectRowsBehindNumbers(db: Db, made: Made, search: string, today: string, every = 1): Promise<MoneyReport> {
  const query = parseMoneyQuery(`/reports/money?${search}`);
  const report = await reportOf(db, search, today);
  let place = 0;
  for (const own of report.currencies) {
    for (const { scope, cells } of linesOf(report, query, own, true)) {
      for (const column of moneyColumnNames) {
        if (place++ % every !== 0) continue;
        expect(await behind(db, made, column, scope, cells), `${column} of ${JSON.stringify(scope)}`).toBe(cells[column]);
      }
    }
  }
  for (const own of report.settlements) {
    for (const { scope, cells } of linesOf(report, query, own, false)) {
      for (const column of settlementColumnNames) {
        if (place++ % every !== 0) continue;
        const rows = await settledBehind(db, made, column, scope, own.currency);
        expect(rows, `${column} settled in ${own.currency} of ${JSON.stringify(scope)}`).toBe(cells[column]);
      }
    }
  }
  return report;
}
