import { addTo, measuredIn, percentileOf } from "../rollups/latency-histogram.ts";
import type { RolledRow } from "../rollups/read-rollup.server.ts";
import type { Periods } from "./period.ts";
import { bucketsOf } from "./trend.ts";

/** Milliseconds from start to finish, told from a histogram: within 5 % of what the calls themselves would give. Null without any. */
export interface Latency {
  measured: number;
  p50: number | null;
  p95: number | null;
}

export interface LatencyTrend {
  current: Latency;
  previous: Latency;
  values: readonly Latency[];
}

/**
 * How long tool calls took that started and finished, by the time they were made: half of them at most p50, 95 of 100 at most p95. The
 * percentiles of a period are those of its calls, not of its days.
 *
 * @param rows of the series `tool_latency`
 */
export function latencyTrend(rows: readonly RolledRow[], periods: Periods): LatencyTrend {
  const histograms = bucketsOf(periods).map((): number[] => []);
  for (const { bucket, sums } of rows) addTo(histograms[bucket]!, sums);
  const count = periods.previous.buckets.length;
  const ofPeriod = (buckets: readonly number[][]) => {
    const together: number[] = [];
    for (const histogram of buckets) addTo(together, histogram);
    return latencyOf(together);
  };
  return {
    current: ofPeriod(histograms.slice(count)),
    previous: ofPeriod(histograms.slice(0, count)),
    values: histograms.slice(count).map(latencyOf),
  };
}

/** The percentiles that are shown of a histogram, in whole milliseconds. */
export function latencyOf(histogram: readonly number[]): Latency {
  const ms = (share: number) => {
    const value = percentileOf(histogram, share);
    return value === null ? null : Math.round(value);
  };
  return { measured: measuredIn(histogram), p50: ms(0.5), p95: ms(0.95) };
}
