import type { RolledRow } from "../rollups/read-rollup.server.ts";
import type { Bucket, Periods } from "./period.ts";

/** A number over two periods, bucket by bucket; both lists are as long as the period has buckets. */
export interface Trend {
  readonly current: number;
  readonly previous: number;
  readonly values: readonly number[];
  readonly previousValues: readonly number[];
}

/** The buckets of both periods, oldest first, as roll-ups are read by. */
export function bucketsOf({ previous, current }: Periods): Bucket[] {
  return [...previous.buckets, ...current.buckets];
}

/** A trend of a value for each bucket of `bucketsOf`, and of the totals of the periods. */
export function trendFrom(values: readonly number[], { previous, current }: Pick<Trend, "previous" | "current">, periods: Periods): Trend {
  const count = periods.previous.buckets.length;
  return { current, previous, values: values.slice(count), previousValues: values.slice(0, count) };
}

/** The trend of a number whose buckets add up to its total; zero where no row fell into a bucket. */
export function sumTrend(rows: readonly RolledRow[], periods: Periods, value: (sums: readonly number[]) => number): Trend {
  const values = bucketsOf(periods).map(() => 0);
  for (const { bucket, sums } of rows) values[bucket]! += value(sums);
  const count = periods.previous.buckets.length;
  return trendFrom(values, { previous: sumOf(values.slice(0, count)), current: sumOf(values.slice(count)) }, periods);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
