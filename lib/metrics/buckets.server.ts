import { type AnyColumn, and, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { placeAmong } from "../list/range.server.ts";
import type { Periods } from "./period.ts";

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
