import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { activeDays, messageUsage, rollupDay } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { dayOf, isDay } from "../list/day.ts";
import { seenWithin } from "./active-rollup.server.ts";
import { believed, recordset } from "./believed.server.ts";
import { askForRefresh } from "./keep-rollups.server.ts";
import { piecesOf, type RolledBucket } from "./pieces.ts";

/** Time whose users are counted, each once: some of its own, and as part of a longer one. */
export interface ActiveBucket extends RolledBucket {
  /** Which of the longer times it is part of, from 0. */
  readonly period: number;
}

/**
 * How many users were active in each bucket and in each period, a user once in each, however often they were: in one statement, exact at
 * every read, as `readRollup` is. A user counts on the first day of a bucket, or of a period, that they are active on; how long they had been
 * away before it is rolled up.
 *
 * @param buckets without overlap; together those of one period are the period, oldest first, without gap
 */
export async function readActiveUsers(
  db: Db,
  buckets: readonly ActiveBucket[],
): Promise<{ buckets: readonly number[]; periods: readonly number[] }> {
  const zone = env().reportingTimeZone;
  const began = new Map<number, ActiveBucket>();
  for (const bucket of buckets) if (!began.has(bucket.period)) began.set(bucket.period, bucket);
  const windows = buckets.map((bucket, place) => {
    const period = began.get(bucket.period)!;
    return {
      bucket: place,
      day: firstDay(bucket, zone),
      period_day: firstDay(period, zone),
      starts: bucket.from.toISOString(),
      period_starts: period.from.toISOString(),
    };
  });
  // Whoever was active within the days between the beginning and the day has been counted before it.
  const first = (since: "day" | "period_day") => sql`(r.users - ${seenWithin(sql`(r.day - w.${sql.raw(since)})`)})`;
  const { rows } = await db.execute<{ bucket: number; users: number; new_users: number; unrolled: boolean }>(sql`
    ${believed([{ series: "active_users", source: "active" }], piecesOf(buckets, zone), zone)}, begins as materialized (
      ${recordset(windows, "bucket integer, day date, period_day date, starts timestamp, period_starts timestamp")}
    ), cut_day as materialized (
      -- A day that is cut behind the last of its counters, as it always is where they are dated at its beginning, is as good as whole.
      select span.bucket, span.starts, d.day
      from span join ${rollupDay} as d on d.starts = span.starts and d.ends > span.ends
      join state on d.day between state.first_day and state.last_day
      where not exists (select from touched where touched.day = d.day)
        and not exists (select from ${messageUsage} as u where u.date >= span.ends and u.date < d.ends)
    ), counted as (
      select w.bucket, ${first("day")} as users, ${first("period_day")} as new_users
      from (
        select bucket, day, 'month' as unit from month_piece
        union all select bucket, day, 'day' from day_piece
        union all select bucket, day, 'day' from cut_day
      ) as p
      join begins as w on w.bucket = p.bucket
      cross join lateral (select day, users, seen from ${activeDays} as r where r.unit = p.unit and r.day = p.day offset 0) as r
      union all
      select w.bucket, count(*) filter (where here.last is null or here.last < w.starts),
        count(*) filter (where here.last is null or here.last < w.period_starts)
      from span join begins as w on w.bucket = span.bucket
      cross join lateral (
        -- Looked up once for each of them: without an offset it would be put in place of each mention.
        select (
          select max(u.date) from ${messageUsage} as u where u.user_id = users.user_id and u.date < span.starts
        ) as last
        from (select distinct u.user_id from ${messageUsage} as u where u.date >= span.starts and u.date < span.ends) as users
        offset 0
      ) as here
      where not exists (select from cut_day where cut_day.bucket = span.bucket and cut_day.starts = span.starts)
      group by w.bucket, w.starts, w.period_starts
    )
    select bucket, sum(users)::int as users, sum(new_users)::int as new_users, exists (select from touched) as unrolled
    from counted group by bucket`);
  if (rows.some(({ unrolled }) => unrolled)) askForRefresh();
  const users = buckets.map(() => 0);
  const periods = [...began.keys()].map(() => 0);
  for (const row of rows) {
    users[row.bucket] = row.users;
    periods[buckets[row.bucket]!.period]! += row.new_users;
  }
  return { buckets: users, periods };
}

function firstDay({ from, range }: RolledBucket, zone: string): string {
  return isDay(range.from) ? range.from : dayOf(from, zone);
}
