import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { message } from "../db/schema.ts";
import { bucketOf, inPeriods, sumTrend } from "./buckets.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

/** Messages of every role by the time they were written, and the sum of their `total_tokens`. */
export async function messagesByDay(db: Db, periods: Periods): Promise<{ messages: Trend; tokens: Trend }> {
  const rows = await db
    .select({
      bucket: bucketOf(message.createdAt, periods),
      messages: sql<number>`count(*)::int`,
      tokens: sql<number>`coalesce(sum(${message.totalTokens}), 0)::float8`,
    })
    .from(message)
    .where(inPeriods(message.createdAt, periods))
    .groupBy(sql`1`);
  return { messages: sumTrend(rows, periods, (row) => row.messages), tokens: sumTrend(rows, periods, (row) => row.tokens) };
}
