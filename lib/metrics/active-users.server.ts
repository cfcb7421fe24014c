import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { messageUsage } from "../db/schema.ts";
import { bucketOf, fillBuckets, inPeriods, isCurrent } from "./buckets.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

/**
 * Users with at least one row of `message_usage` dated in the bucket. Somebody who is active on two days is one active user of the
 * period, so the total is counted, not added up.
 */
export async function activeUsersByDay(db: Db, periods: Periods): Promise<Trend> {
  const used = db
    .selectDistinct({ bucket: bucketOf(messageUsage.date, periods).as("bucket"), userId: messageUsage.userId })
    .from(messageUsage)
    .where(inPeriods(messageUsage.date, periods))
    .as("used");
  const rows = await db
    .select({
      bucket: sql<number | null>`${used.bucket}`,
      current: sql<boolean | null>`${isCurrent(sql`${used.bucket}`, periods)}`,
      users: sql<number>`count(distinct ${used.userId})::int`,
    })
    .from(used)
    .groupBy(sql`grouping sets ((1), (2))`);
  const total = (current: boolean) => rows.find((row) => row.bucket === null && row.current === current)?.users ?? 0;
  return { current: total(true), previous: total(false), ...fillBuckets(rows.filter(hasBucket), periods, (row) => row.users) };
}

function hasBucket<Row extends { bucket: number | null }>(row: Row): row is Row & { bucket: number } {
  return row.bucket !== null;
}
