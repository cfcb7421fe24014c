import type { Db } from "../../db/database.server.ts";
import { payment } from "../../db/schema.ts";
import { env } from "../../env.server.ts";
import { distinctValues } from "../../list/distinct.server.ts";
import { bucketOfDays } from "../../rollups/range-buckets.ts";
import { entriesAreComplete, paymentsWithoutEntries } from "./entries-kept.server.ts";
import type { EntryTotals } from "./entry-totals.server.ts";
import { addUp, type CurrencyLines, currencyLines, type SettlementLines, settlementLines } from "./money-lines.ts";
import { bucketsOf, type MoneyBucket, type MoneyQuery } from "./money-query.ts";
import { readMoneySums, type StatusSums } from "./money-sums.server.ts";

export interface MoneyReport {
  /** From the first day to the last, both counting, of the reporting zone. */
  range: MoneyBucket;
  buckets: MoneyBucket[];
  /** Each currency for itself, in the order of their codes. */
  currencies: CurrencyLines[];
  /** By the currency of the settlement, which is not the payment's. */
  settlements: SettlementLines[];
  /** Payments of the range by what became of them. */
  statuses: StatusSums[];
  /** Refunds and disputes of the range by whether they count, and by what could not be read. */
  entries: EntryTotals[];
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
 * The money report: every number is the sum of the rows that its link opens, because the roll-ups add up what the lists' own conditions say,
 * at every read. Four queries, side by side; how many payments there are makes no difference to them, but for those with refunds or disputes,
 * which are each looked up among the entries.
 *
 * @param today the day it is in the reporting zone
 */
export async function getMoneyReport(db: Db, query: MoneyQuery, today: string): Promise<MoneyReport> {
  const { currency, split } = query;
  const buckets = bucketsOf(query, today);
  const zone = env().reportingTimeZone;
  const [{ payments, entries, statuses, totals }, entriesComplete, notKept, known] = await Promise.all([
    readMoneySums(db, { buckets: buckets.map((bucket) => bucketOfDays(bucket, zone)), currency, split }),
    entriesAreComplete(db),
    paymentsWithoutEntries(db),
    distinctValues(db, payment.currency),
  ]);
  const shape = { buckets: buckets.length, split: split !== undefined };
  return {
    range: { from: buckets[0]!.from, to: buckets.at(-1)!.to },
    buckets,
    currencies: currencyLines(payments, entries, shape),
    settlements: settlementLines(payments, shape),
    statuses,
    entries: totals,
    taxUnknown: addUp(payments, (row) => row.taxUnknown),
    unsettled: addUp(payments, (row) => (row.settled === "none" ? row.payments : 0)),
    entriesComplete,
    notKept,
    known,
  };
}
