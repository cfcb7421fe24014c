import type { Db } from "../../db/database.server.ts";
import { payment } from "../../db/schema.ts";
import { env } from "../../env.server.ts";
import { instantsOf } from "../../list/day.ts";
import { distinctValues } from "../../list/distinct.server.ts";
import { entriesAreComplete, paymentsWithoutEntries } from "./entries-kept.server.ts";
import { entryTotals } from "./entry-totals.server.ts";
import { addUp, type CurrencyLines, currencyLines, type SettlementLines, settlementLines } from "./money-lines.ts";
import { entryScope, type MoneyScope } from "./money-links.ts";
import { bucketsOf, type MoneyBucket, type MoneyQuery } from "./money-query.ts";
import { entrySums, paymentSums, paymentsByStatus } from "./money-sums.server.ts";

export interface MoneyReport {
  /** From the first day to the last, both counting, of the reporting zone. */
  range: MoneyBucket;
  buckets: MoneyBucket[];
  /** Each currency for itself, in the order of their codes. */
  currencies: CurrencyLines[];
  /** By the currency of the settlement, which is not the payment's. */
  settlements: SettlementLines[];
  /** Payments of the range by what became of them. */
  statuses: Awaited<ReturnType<typeof paymentsByStatus>>;
  /** Refunds and disputes of the range by whether they count, and by what could not be read. */
  entries: Awaited<ReturnType<typeof entryTotals>>;
  /** Succeeded payments of the range of which no tax is known. */
  taxUnknown: number;
  /** Succeeded payments of the range without a settlement amount. */
  unsettled: number;
  /** False while the refunds and disputes from before Purser came are being read. */
  entriesComplete: boolean;
  /** Payments, of whatever time, whose refunds or disputes are not among the entries, so that the report lacks them. */
  notKept: number;
  /** All currencies that there are. */
  known: string[];
}

/**
 * The money report: every number is the sum of the rows that its link opens, because both are made by the lists' own conditions. Payments
 * are read in one pass over their index by time, refunds and disputes in one over theirs. Seven queries, side by side.
 *
 * @param today the day it is in the reporting zone
 */
export async function getMoneyReport(db: Db, query: MoneyQuery, today: string): Promise<MoneyReport> {
  const buckets = bucketsOf(query, today);
  const range = { from: buckets[0]!.from, to: buckets.at(-1)!.to };
  const bounds = buckets.map((bucket) => instantsOf(bucket, env().reportingTimeZone).from!);
  const scope: MoneyScope = { range, ...(query.currency !== undefined && { currency: query.currency }) };
  const [payments, entries, statuses, totals, entriesComplete, notKept, known] = await Promise.all([
    paymentSums(db, scope, bounds, query.split),
    entrySums(db, scope, bounds, query.split),
    paymentsByStatus(db, scope),
    entryTotals(db, { filters: entryScope(scope) }),
    entriesAreComplete(db),
    paymentsWithoutEntries(db),
    distinctValues(db, payment.currency),
  ]);
  const split = query.split !== undefined;
  return {
    range,
    buckets,
    currencies: currencyLines(payments, entries, { buckets: buckets.length, split }),
    settlements: settlementLines(payments, { buckets: buckets.length, split }),
    statuses,
    entries: totals,
    taxUnknown: addUp(payments, (row) => row.taxUnknown),
    unsettled: addUp(payments, (row) => (row.settled === "none" ? row.payments : 0)),
    entriesComplete,
    notKept,
    known,
  };
}
