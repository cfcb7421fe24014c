import { and, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { toolCallDurationMs, toolCalls } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { asksNothing } from "../list/asked-of-values.ts";
import { type Latency, latencyOf } from "../metrics/latency.ts";
import { addTo } from "../rollups/latency-histogram.ts";
import type { RolledBucket } from "../rollups/pieces.ts";
import { bucketsOfRange } from "../rollups/range-buckets.ts";
import { readRollup } from "../rollups/read-rollup.server.ts";
import { type ToolCallQuery, toolCallWhere } from "./tool-call-where.server.ts";

/** Milliseconds from start to finish that half (`p50`) and 95 of 100 (`p95`) of the measured calls stay within; null without any. */
export interface ToolCallLatency extends Latency {
  /** The percentiles were told from a histogram and are within 5 % of the calls' own. */
  approximate: boolean;
}

type Asked = Pick<ToolCallQuery, "q" | "filters">;

/** How long the calls that match took, of those that started and finished. */
export async function toolCallLatency(db: Db, query: Asked): Promise<ToolCallLatency> {
  const buckets = rolledLatency(query);
  if (!buckets) return latencyOfRows(db, query);
  const { tool_latency } = await readRollup(db, ["tool_latency"], buckets);
  const histogram: number[] = [];
  for (const { sums } of tool_latency) addTo(histogram, sums);
  return { ...latencyOf(histogram), approximate: true };
}

/**
 * What of the roll-up the filters ask for, where nothing but days is asked for: it is what the overview reads, so that both show the same.
 * Undefined where the calls themselves are read.
 */
export function rolledLatency({ q, filters: { createdAt, measured, ...others } }: Asked): RolledBucket[] | undefined {
  if (q || measured === false || !asksNothing(others)) return undefined;
  return bucketsOfRange(createdAt, new Date(), env().reportingTimeZone);
}

/** Interpolated between neighbours, as `percentile_cont` does. */
async function latencyOfRows(db: Db, query: Asked): Promise<ToolCallLatency> {
  const percentile = (share: number) =>
    sql<number | null>`percentile_cont(${sql.raw(String(share))}) within group (order by ${toolCallDurationMs}::float8)`;
  const [row] = await db
    .select({ measured: sql<number>`count(*)::int`, p50: percentile(0.5), p95: percentile(0.95) })
    .from(toolCalls)
    .where(and(toolCallWhere(query), isNotNull(toolCalls.startedAt), isNotNull(toolCalls.finishedAt)));
  return { ...row!, approximate: false };
}
