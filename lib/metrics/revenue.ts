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
 * @param rows of the series `revenue`
 */
export function revenueTrends(rows: readonly RolledRow[], periods: Periods): RevenueTrend[] {
  return [...new Set(rows.map(({ key }) => key))].sort().map((currency) => {
    const own = rows.filter(({ key }) => key === currency);
    return {
      currency,
      payments: own.reduce((sum, { sums: [payments = 0] }) => sum + payments, 0),
      ...sumTrend(own, periods, ([, gross = 0, refunded = 0]) => gross - refunded),
    };
  });
}
