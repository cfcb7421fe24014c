import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { bucketOf, inPeriods, sumTrend } from "./buckets.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

/** Users by the time they joined. */
export async function signUpsByDay(db: Db, periods: Periods): Promise<Trend> {
  const rows = await db
    .select({ bucket: bucketOf(user.createdAt, periods), count: sql<number>`count(*)::int` })
    .from(user)
    .where(inPeriods(user.createdAt, periods))
    .groupBy(sql`1`);
  return sumTrend(rows, periods, (row) => row.count);
}
