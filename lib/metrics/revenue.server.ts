import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { payment } from "../db/schema.ts";
import { moneySums } from "../payments/payment-totals.server.ts";
import { bucketOf, inPeriods, sumTrend } from "./buckets.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

/** Net revenue of one currency, in its minor unit. */
export interface RevenueTrend extends Trend {
  currency: string;
  /** Succeeded payments of both periods. */
  payments: number;
}

/**
 * Net revenue by the payment's date: total − succeeded refunds (whenever they were made), of succeeded payments. By currency, never added
 * across; in the order of their codes. A currency without a succeeded payment is left out.
 */
export async function revenueByDay(db: Db, periods: Periods): Promise<RevenueTrend[]> {
  const rows = await db
    .select({ bucket: bucketOf(payment.createdAt, periods), currency: payment.currency, ...moneySums })
    .from(payment)
    .where(inPeriods(payment.createdAt, periods))
    .groupBy(sql`1`, payment.currency);
  return [...new Set(rows.map((row) => row.currency))]
    .map((currency) => {
      const own = rows.filter((row) => row.currency === currency);
      return {
        currency,
        payments: own.reduce((sum, row) => sum + row.succeeded, 0),
        ...sumTrend(own, periods, (row) => row.gross - row.refunded),
      };
    })
    .filter(({ payments }) => payments > 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
