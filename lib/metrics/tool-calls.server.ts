import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { toolCalls } from "../db/schema.ts";
import { toolCallStatus } from "../db/values.ts";
import { bucketOf, fillBuckets, inPeriods, sumTrend } from "./buckets.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

export interface ToolCallTrend extends Trend {
  /** The layers of the current period: every known status, then those that nobody listed. */
  statuses: { status: string; count: number; values: readonly number[] }[];
}

/** Tool calls by the time they were made, each under the status that it has now. */
export async function toolCallsByDay(db: Db, periods: Periods): Promise<ToolCallTrend> {
  const rows = await db
    .select({ bucket: bucketOf(toolCalls.createdAt, periods), status: toolCalls.status, count: sql<number>`count(*)::int` })
    .from(toolCalls)
    .where(inPeriods(toolCalls.createdAt, periods))
    .groupBy(sql`1`, toolCalls.status);
  const perBucket = new Map<number, number>();
  for (const { bucket, count } of rows) perBucket.set(bucket, (perBucket.get(bucket) ?? 0) + count);
  const all = [...perBucket].map(([bucket, count]) => ({ bucket, count }));
  const statuses = new Set<string>([...toolCallStatus, ...rows.map((row) => row.status)]);
  return {
    ...sumTrend(all, periods, (row) => row.count),
    statuses: [...statuses].map((status) => {
      const own = rows.filter((row) => row.status === status);
      const { values } = fillBuckets(own, periods, (row) => row.count);
      return { status, count: values.reduce((sum, value) => sum + value, 0), values };
    }),
  };
}
