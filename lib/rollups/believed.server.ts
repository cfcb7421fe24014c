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
export function believed(series: readonly { series: string; source: RollupSource }[], { pieces, whole, cut }: Pieces, zone: string): SQL {
  const spans = (value: unknown) =>
    sql`json_to_recordset(${JSON.stringify(value)}::json) as s (bucket integer, starts timestamp, ends timestamp)`;
  const sources = [...new Set(series.map(({ source }) => source))];
  return sql`
    with state as materialized (
      select first_day, last_day, starts, ends from ${rollupState}
      where zone = ${zone} and version = ${sql.raw(String(ROLLUP_VERSION))} and first_day is not null
    ), asked as (
      select * from json_to_recordset(${JSON.stringify(series)}::json) as a (series text, source text)
    ), touched as materialized (${touchedDays(sources)}
    ), piece as materialized (
      select * from json_to_recordset(${JSON.stringify(pieces)}::json) as p (bucket integer, unit text, day date, last date, month_end date)
    ), whole as materialized (select * from ${spans(whole)}
    ), month_piece as materialized (
      select asked.series, piece.bucket, piece.day
      from piece cross join asked cross join state
      where piece.unit = 'month' and piece.day <= state.last_day and piece.month_end >= state.first_day
        -- A month is rolled up to its last day that is covered.
        and (piece.last = piece.month_end or state.last_day <= piece.last)
        and not exists (
          select from touched where touched.source = asked.source and touched.day between piece.day and piece.last
        )
    ), single as materialized (
      select asked.series, piece.bucket, d.day, d.starts, d.ends, touched.day is not null as is_touched
      from piece cross join asked cross join state
      join ${rollupDay} as d on d.day between greatest(piece.day, state.first_day) and least(piece.last, state.last_day)
      left join touched on touched.source = asked.source and touched.day = d.day
      where not exists (
        select from month_piece as m where piece.unit = 'month' and m.series = asked.series and m.bucket = piece.bucket and m.day = piece.day
      )
    ), day_piece as (select series, bucket, day from single where not is_touched
    ), span as materialized (
      select series, bucket, starts, ends from single where is_touched
      union all
      select asked.series, s.bucket, s.starts, s.ends from ${spans(cut)} cross join asked
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
