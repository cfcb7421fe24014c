import { type SQL, sql } from "drizzle-orm";
import { activeDays, messageUsage, rollupDay } from "../db/schema.ts";

/** The day that an instant is of; not one that the zone left out, which ends where it starts. */
const dayAt = (at: SQL) => sql`(select d.day from ${rollupDay} as d where d.starts <= ${at} order by d.starts desc, d.ends desc limit 1)`;

/** How many users of the row `r` were also active within so many days before it; none within none. */
export const seenWithin = (days: SQL): SQL => sql`coalesce(r.seen[least(${days}, cardinality(r.seen))], 0)`;

/** Who is active on the days of `due`, and how many of them were so shortly before: `day`, `users` and `seen`, see `active_days`. */
export const activeOfDays: SQL = sql`
  with away as (
    -- How many days each user of a day had been away; null for one who had never been there.
    select due.day, due.day - ${dayAt(sql`last.date`)} as days, count(*)::int as users
    from due
    cross join lateral (
      select distinct u.user_id from ${messageUsage} as u where u.date >= due.starts and u.date < due.ends
    ) as here
    left join lateral (
      select u.date from ${messageUsage} as u where u.user_id = here.user_id and u.date < due.starts order by u.date desc limit 1
    ) as last on true
    group by 1, 2
  )
  select counted.day, counted.users, coalesce(seen.users, '{}') as seen
  from (select day, sum(users)::int as users, max(days) as longest from away group by day) as counted
  cross join lateral (
    select array_agg(upto.users order by upto.days) as users
    from (
      select place.days, sum(coalesce(away.users, 0)) over (order by place.days)::int as users
      from generate_series(1, counted.longest) as place (days)
      left join away on away.day = counted.day and away.days = place.days
    ) as upto
  ) as seen`;

/**
 * The same of the months of `month`, from their days: somebody counts in a month on the first of its days that they are active on, and had
 * been away since before it.
 */
export const activeOfMonths: SQL = sql`
  with of_month as (
    select month.day as month, r.day - month.day as place, r.users, r.seen
    from month join ${activeDays} as r on r.unit = 'day' and r.day >= month.day and r.day < (month.day + interval '1 month')::date
  )
  select counted.month as day, counted.users, coalesce(seen.users, '{}') as seen
  from (
    select month, sum(r.users - ${seenWithin(sql`r.place`)})::int as users, max(cardinality(r.seen) - r.place) as longest
    from of_month as r group by month
  ) as counted
  cross join lateral (
    select array_agg(upto.users order by upto.days) as users
    from (
      select before.days, sum(${seenWithin(sql`r.place + before.days`)} - ${seenWithin(sql`r.place`)})::int as users
      from generate_series(1, counted.longest) as before (days) cross join of_month as r
      where r.month = counted.month
      group by before.days
    ) as upto
  ) as seen`;
