import type { RolledRow } from "../rollups/read-rollup.server.ts";
import type { Periods } from "./period.ts";
import { sumTrend, type Trend } from "./trend.ts";

/**
 * Messages of every role by the time they were written, and the sum of their `total_tokens`.
 *
 * @param rows of the series `messages`
 */
export function messageTrends(rows: readonly RolledRow[], periods: Periods): { messages: Trend; tokens: Trend } {
  return {
    messages: sumTrend(rows, periods, ([messages = 0]) => messages),
    tokens: sumTrend(rows, periods, ([, tokens = 0]) => tokens),
  };
}
