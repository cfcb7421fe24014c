import type { RolledRow } from "../rollups/read-rollup.server.ts";
import type { Periods } from "./period.ts";
import { sumTrend, type Trend } from "./trend.ts";

/**
 * Users by the time they joined.
 *
 * @param rows of the series `sign_ups`
 */
export function signUpsTrend(rows: readonly RolledRow[], periods: Periods): Trend {
  return sumTrend(rows, periods, ([users = 0]) => users);
}
