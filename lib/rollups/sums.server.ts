import { type SQL, sql } from "drizzle-orm";
import { type RollupSeries, rollup } from "../db/schema.ts";
import { definitions } from "./series.server.ts";

/** A day of the reporting zone, and the instants between which it lies, as PostgreSQL reads them, in UTC. */
export interface DaySpan {
  day: string;
  starts: string;
  ends: string;
}

/** A day of one series. */
export interface SeriesDay extends DaySpan {
  series: RollupSeries;
}

/** Common table expressions that the statements below read: `due` (series, day, starts, ends) and their `month` (series, day). */
export function dueDays(days: readonly SeriesDay[]): SQL {
  return sql`due as materialized (
      select * from json_to_recordset(${JSON.stringify(days)}::json) as d (series text, day date, starts timestamp, ends timestamp)
    ), month as materialized (select distinct series, date_trunc('month', day)::date as day from due)`;
}

/** As `dueDays`, of active users: `due` (day, starts, ends) and `month` (day). */
export function dueActiveDays(days: readonly DaySpan[]): SQL {
  return sql`due as materialized (
      select * from json_to_recordset(${JSON.stringify(days)}::json) as d (day date, starts timestamp, ends timestamp)
    ), month as materialized (select distinct date_trunc('month', day)::date as day from due)`;
}

/** What the rows of the days come to: `series`, `day`, `key` and `sums`. */
export function sumsOfDays(days: readonly SeriesDay[]): SQL {
  const series = [...new Set(days.map((day) => day.series))];
  return sql.join(
    series.map(
      (name) => sql`
        select due.series, due.day, counted.key, counted.sums
        from due cross join lateral (${definitions[name].rows({ starts: sql`due.starts`, ends: sql`due.ends` })}) as counted (key, sums)
        where due.series = ${name}`,
    ),
    sql` union all `,
  );
}

/** What the rolled-up days of the months come to: `series`, `day` (the first), `key` and `sums`. */
export const sumsOfMonths: SQL = sql`
  select series, day, key, array_agg(value order by place) as sums
  from (
    select r.series, month.day, r.key, part.place, sum(part.value)::bigint as value
    from month
    join ${rollup} as r
      on r.series = month.series and r.unit = 'day' and r.day >= month.day and r.day < (month.day + interval '1 month')::date
    cross join unnest(r.sums) with ordinality as part (value, place)
    group by r.series, month.day, r.key, part.place
  ) as added
  group by series, day, key`;
