import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { messageUsage } from "../db/schema.ts";
import { bucketOf, fillBuckets, inPeriods, isCurrent } from "./buckets.server.ts";
import type { Periods } from "./period.ts";
import type { Trend } from "./trend.ts";

/** Of a bucket, or of a whole period; of which one, the other field says. */
type Count = { bucket: number; current: null; users: number } | { bucket: null; current: boolean; users: number };

/**
 * Users with at least one row of `message_usage` dated in the bucket. Somebody who is active on two days is one active user of the
 * period, so the total is counted, not added up.
 */
export async function activeUsersByDay(db: Db, periods: Periods): Promise<Trend> {
  // Grouped twice instead of `count(distinct …)`, which sorts every row: a fifth of the time on a million of them.
  const { rows } = await db.execute<Count>(sql`
    with used as (
      select ${bucketOf(messageUsage.date, periods)} as bucket, ${messageUsage.userId} as user_id
      from ${messageUsage} where ${inPeriods(messageUsage.date, periods)} group by 1, 2
    )
    select bucket, null::boolean as current, count(*)::int as users from used group by bucket
    union all
    select null, current, count(*)::int
    from (select ${isCurrent(sql`bucket`, periods)} as current, user_id from used group by 1, 2) as active group by current`);
  const total = (current: boolean) => rows.find((row) => row.current === current)?.users ?? 0;
  const buckets = rows.filter((row) => row.bucket !== null);
  return { current: total(true), previous: total(false), ...fillBuckets(buckets, periods, (row) => row.users) };
}
