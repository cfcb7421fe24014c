import { type SQL, sql } from "drizzle-orm";
import { type RollupSource, rollupDay, rollupState } from "../db/schema.ts";
import type { Pieces } from "./pieces.ts";
import { ROLLUP_VERSION } from "./series.server.ts";
import { touchedDays } from "./touched-days.server.ts";

/**
 * The common table expressions of a read, all in one statement and so of one state of the database:
 *
 * - `month_piece` (series, bucket, day): months that can be taken as they are rolled up;
 * - `day_piece` (series, bucket, day): days that can be;
 * - `span` (series, bucket, starts, ends): everything else, which is added up from its rows: days with changes that are not rolled up yet, days
 *   that are not covered, and what is less than a day.
 *
 * @param series what is read, each with the source whose changes touch it
 */
export function believed(series: readonly { series: string; source: RollupSource }[], { whole, cut }: Pieces, zone: string): SQL {
  const sources = [...new Set(series.map(({ source }) => source))];
  const instants = "bucket integer, starts timestamp, ends timestamp";
  return sql`
    with state as materialized (
      select first_day, last_day, starts, ends from ${rollupState}
      where zone = ${zone} and version = ${sql.raw(String(ROLLUP_VERSION))} and first_day is not null
    ), asked as (${recordset(series, "series text, source text")}
    ), whole as (${recordset(whole, `${instants}, day date, last date`)}
    ), touched as materialized (${touchedDays(sources)}
    ), piece as (
      -- The months that a bucket's days lie in, as far as they are covered.
      select whole.bucket, greatest(month.day, whole.day) as day, least(month.last, whole.last) as last,
        -- Taken together where the bucket has all of it that is covered: a month is rolled up to its last day that is.
        month.day >= whole.day and whole.last > whole.day and (month.last <= whole.last or state.last_day <= whole.last) as is_month
      from whole cross join state
      cross join lateral (
        select first::date as day, (first + interval '1 month' - interval '1 day')::date as last
        from generate_series(
          date_trunc('month', greatest(whole.day, state.first_day)::timestamp), least(whole.last, state.last_day)::timestamp, interval '1 month'
        ) as first
      ) as month
    ), asked_piece as materialized (
      select asked.series, asked.source, piece.bucket, piece.day, piece.last,
        piece.is_month and not exists (
          select from touched where touched.source = asked.source and touched.day between piece.day and piece.last
        ) as is_month
      from piece cross join asked
    ), month_piece as (select series, bucket, day from asked_piece where is_month
    ), single as materialized (
      select p.series, p.bucket, d.day, d.starts, d.ends, touched.day is not null as is_touched
      from asked_piece as p cross join state
      cross join lateral (
        select day, starts, ends from ${rollupDay} as d
        where d.day between greatest(p.day, state.first_day) and least(p.last, state.last_day) offset 0
      ) as d
      left join touched on touched.source = p.source and touched.day = d.day
      where not p.is_month
    ), day_piece as (select series, bucket, day from single where not is_touched
    ), span as materialized (
      select series, bucket, starts, ends from single where is_touched
      union all
      select asked.series, s.bucket, s.starts, s.ends from (${recordset(cut, instants)}) as s cross join asked
      union all
      select asked.series, whole.bucket, whole.starts, least(whole.ends, coalesce(state.starts, 'infinity'))
      from whole cross join asked left join state on true
      where whole.starts < coalesce(state.starts, 'infinity')
      union all
      select asked.series, whole.bucket, greatest(whole.starts, state.ends), whole.ends
      from whole cross join asked cross join state
      where whole.ends > state.ends
    )`;
}

/** Objects as rows. The limit is their number, without which PostgreSQL takes them for a hundred. */
export function recordset(rows: readonly object[], columns: string): SQL {
  return sql`
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as r (${sql.raw(columns)}) limit ${sql.raw(String(rows.length))}`;
}
