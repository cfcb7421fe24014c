import { and, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { toolCallDurationMs, toolCalls } from "../db/schema.ts";
import { latencyOf, type ToolCallLatency } from "../tool-calls/tool-call-latency.server.ts";
import { bucketOf, inPeriods, isCurrent, placeOf } from "./buckets.server.ts";
import type { Periods } from "./period.ts";

export interface LatencyTrend {
  current: ToolCallLatency;
  previous: ToolCallLatency;
  values: readonly ToolCallLatency[];
}

const NOT_MEASURED: ToolCallLatency = { measured: 0, p50: null, p95: null };

/**
 * How long tool calls took that started and finished, by the time they were made: half of them at most p50, 95 of 100 at most p95. The
 * percentiles of a period are those of its calls, not of its days.
 */
export async function toolLatencyByDay(db: Db, periods: Periods): Promise<LatencyTrend> {
  const measured = db
    .select({ bucket: bucketOf(toolCalls.createdAt, periods).as("bucket"), ms: sql<number>`${toolCallDurationMs}::float8`.as("ms") })
    .from(toolCalls)
    .where(and(inPeriods(toolCalls.createdAt, periods), isNotNull(toolCalls.startedAt), isNotNull(toolCalls.finishedAt)))
    .as("measured");
  const rows = await db
    .select({
      bucket: sql<number | null>`${measured.bucket}`,
      current: sql<boolean | null>`${isCurrent(sql`${measured.bucket}`, periods)}`,
      ...latencyOf(sql`${measured.ms}`),
    })
    .from(measured)
    .groupBy(sql`grouping sets ((1), (2))`);

  const values = periods.current.buckets.map(() => NOT_MEASURED);
  const totals = { current: NOT_MEASURED, previous: NOT_MEASURED };
  for (const { bucket, current, ...latency } of rows) {
    if (bucket === null) {
      totals[current ? "current" : "previous"] = latency;
      continue;
    }
    const { period, index } = placeOf(bucket, periods);
    if (period === "current") values[index] = latency;
  }
  return { ...totals, values };
}
