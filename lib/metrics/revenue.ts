import { paymentsOf } from "../rollups/payment-rows.ts";
import type { RolledRow } from "../rollups/read-rollup.server.ts";
import type { Periods } from "./period.ts";
import { sumTrend, type Trend } from "./trend.ts";

/** Net revenue of one currency, in its minor unit. */
export interface RevenueTrend extends Trend {
  currency: string;
  /** Succeeded payments of both periods. */
  payments: number;
}

/**
 * Net revenue by the payment's date: total − succeeded refunds (whenever they were made), of succeeded payments. By currency, never added
 * across; in the order of their codes. A currency without a succeeded payment is left out.
 *
 * @param rows of the series `payments`
 */
export function revenueTrends(rows: readonly RolledRow[], periods: Periods): RevenueTrend[] {
  const byCurrency = new Map<string, { payments: number; rows: RolledRow[] }>();
  for (const row of rows) {
    const { status, currency, payments, gross, refunded } = paymentsOf(row);
    if (status !== "succeeded") continue;
    const own = byCurrency.get(currency) ?? { payments: 0, rows: [] };
    own.payments += payments;
    own.rows.push({ ...row, sums: [gross - refunded] });
    byCurrency.set(currency, own);
  }
  return [...byCurrency]
    .map(([currency, { payments, rows }]) => ({ currency, payments, ...sumTrend(rows, periods, ([net = 0]) => net) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
