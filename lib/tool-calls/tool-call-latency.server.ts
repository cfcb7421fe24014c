import { and, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { toolCallDurationMs, toolCalls } from "../db/schema.ts";
import { type ToolCallQuery, toolCallWhere } from "./tool-call-where.server.ts";

/** Milliseconds from start to finish that half (`p50`) and 95 of 100 (`p95`) of the measured calls stay within; null without any. */
export interface ToolCallLatency {
  measured: number;
  p50: number | null;
  p95: number | null;
}

/**
 * What is selected for a `ToolCallLatency`, of rows that started and finished; the percentiles are interpolated between neighbours
 * (`percentile_cont`).
 *
 * @param ms a row's milliseconds from start to finish
 */
export const latencyOf = (ms: SQL) => ({
  measured: sql<number>`count(*)::int`,
  p50: sql<number | null>`percentile_cont(0.5) within group (order by ${ms}::float8)`,
  p95: sql<number | null>`percentile_cont(0.95) within group (order by ${ms}::float8)`,
});

/** How long the calls that match took, of those that started and finished. */
export async function toolCallLatency(db: Db, query: ToolCallQuery): Promise<ToolCallLatency> {
  const [row] = await db
    .select(latencyOf(toolCallDurationMs))
    .from(toolCalls)
    .where(and(toolCallWhere(query), isNotNull(toolCalls.startedAt), isNotNull(toolCalls.finishedAt)));
  return row!;
}
