import { toolCallStatus } from "../db/values.ts";
import type { RolledRow } from "../rollups/read-rollup.server.ts";
import type { Periods } from "./period.ts";
import { sumTrend, type Trend } from "./trend.ts";

export interface ToolCallTrend extends Trend {
  /** The layers of the current period: every known status, then those that nobody listed. */
  statuses: { status: string; count: number; values: readonly number[] }[];
}

const calls = ([count = 0]: readonly number[]) => count;

/**
 * Tool calls by the time they were made, each under the status that it has now.
 *
 * @param rows of the series `tool_calls`
 */
export function toolCallTrend(rows: readonly RolledRow[], periods: Periods): ToolCallTrend {
  const statuses = new Set<string>([...toolCallStatus, ...rows.map(({ key }) => key)]);
  return {
    ...sumTrend(rows, periods, calls),
    statuses: [...statuses].map((status) => {
      const { current, values } = sumTrend(
        rows.filter(({ key }) => key === status),
        periods,
        calls,
      );
      return { status, count: current, values };
    }),
  };
}
