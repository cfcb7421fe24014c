import { type AnyColumn, and, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { placeAmong } from "../list/range.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

/**
 * Which bucket a row belongs to: 1 to n in the previous period, n + 2 to 2n + 1 in the current one (the number between them is the time
 * that is left out).
 */
export function bucketOf(column: AnyColumn, { previous, current }: Periods): SQL<number> {
  return placeAmong(column, [...previous.buckets.map(({ from }) => from), previous.until, ...current.buckets.map(({ from }) => from)]);
}

/** True for rows of either period: one range for an index to walk along, less the time between the two. */
export function inPeriods(column: AnyColumn, { previous, current }: Periods): SQL {
  return and(
    gte(column, previous.from),
    lt(column, current.until),
    previous.until < current.from ? or(lt(column, previous.until), gte(column, current.from)) : undefined,
  )!;
}

/** True for a bucket of the current period. */
export function isCurrent(bucket: SQL | SQL.Aliased, { previous }: Periods): SQL<boolean> {
  return sql<boolean>`${bucket} > ${sql.raw(String(previous.buckets.length + 1))}`;
}

/** Where a bucket's number stands: in which period, at which place. */
export function placeOf(bucket: number, { previous }: Periods): { period: "current" | "previous"; index: number } {
  const count = previous.buckets.length;
  return bucket > count ? { period: "current", index: bucket - count - 2 } : { period: "previous", index: bucket - 1 };
}

/** The values of each bucket, zero where no row fell into it. */
export function fillBuckets<Row extends { bucket: number }>(
  rows: readonly Row[],
  periods: Periods,
  value: (row: Row) => number,
): Pick<Trend, "values" | "previousValues"> {
  const filled = { current: periods.current.buckets.map(() => 0), previous: periods.previous.buckets.map(() => 0) };
  for (const row of rows) {
    const { period, index } = placeOf(row.bucket, periods);
    filled[period][index] = value(row);
  }
  return { values: filled.current, previousValues: filled.previous };
}

/** The trend of a number whose buckets add up to its total. */
export function sumTrend<Row extends { bucket: number }>(rows: readonly Row[], periods: Periods, value: (row: Row) => number): Trend {
  const { values, previousValues } = fillBuckets(rows, periods, value);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);
  return { current: sum(values), previous: sum(previousValues), values, previousValues };
}
