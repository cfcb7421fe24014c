import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { activeDays, type RollupUnit, rollup, rollupState } from "../db/schema.ts";
import { activeOfDays, activeOfMonths } from "./active-rollup.server.ts";
import { countedSources, daysBetween } from "./refresh.server.ts";
import { seriesDays } from "./roll-days.server.ts";
import { definitions, ROLLUP_VERSION } from "./series.server.ts";
import { readState } from "./state.server.ts";
import { type DaySpan, dueActiveDays, dueDays, sumsOfDays, sumsOfMonths } from "./sums.server.ts";
import { touchedDays } from "./touched-days.server.ts";

/** A day or month of which something else is rolled up than its rows come to; null: nothing at all. */
export interface WrongRollup {
  /** A series, or `active_users`. */
  series: string;
  unit: RollupUnit;
  /** The day, or the first one of the month. */
  day: string;
  key: string;
  rolled: readonly number[] | null;
  rows: readonly number[] | null;
}

export interface CheckOptions {
  /** The reporting zone. */
  zone: string;
  onWrong: (wrong: WrongRollup) => void;
  /** Is told how many days are compared. */
  onProgress?: (progress: { done: number; of: number }) => void;
}

/**
 * Compares every day that is rolled up with its rows, and every month with its days, each part in one statement and so of one state of the
 * database; days with changes that are noted are left out, because no read believes them. It writes nothing.
 *
 * @returns how many days were compared
 */
export async function checkRollups(db: Db, { zone, onWrong, onProgress }: CheckOptions): Promise<number> {
  const state = await readState(db, zone);
  if (!state?.firstDay || !state.lastDay) return 0;
  const days = await daysBetween(db, state.firstDay, state.lastDay);
  let done = 0;
  for (const month of byMonth(days)) {
    for (const wrong of [...(await wrongSums(db, month, zone)), ...(await wrongActive(db, month, zone))]) onWrong(wrong);
    done += month.length;
    onProgress?.({ done, of: days.length });
  }
  return done;
}

function byMonth(days: readonly DaySpan[]): DaySpan[][] {
  const months = new Map<string, DaySpan[]>();
  for (const day of days) months.set(day.day.slice(0, 7), [...(months.get(day.day.slice(0, 7)) ?? []), day]);
  return [...months.values()];
}

/** Of what is compared, what is covered in that state of the database: somebody may have begun to make all of it anew meanwhile. */
const covered = (zone: string) => sql`exists (
  select from ${rollupState} as s
  where s.zone = ${zone} and s.version = ${sql.raw(String(ROLLUP_VERSION))} and wrong.day::date <= s.last_day
    and wrong.day::date >= case when unit = 'day' then s.first_day else date_trunc('month', s.first_day) end
)`;

async function wrongSums(db: Db, days: readonly DaySpan[], zone: string): Promise<WrongRollup[]> {
  const due = seriesDays(days.flatMap((day) => countedSources.map((source) => ({ ...day, source }))));
  const sources = JSON.stringify(due.map(({ series }) => ({ series, source: definitions[series].source })));
  const compare = (unit: RollupUnit, fresh: SQL, spans: SQL) => sql`
    select series, ${unit} as unit, day::text as day, key, to_json(kept.sums) as rolled, to_json(fresh.sums) as rows
    from (${fresh}) as fresh
    full join (
      select r.series, r.day, r.key, r.sums from ${rollup} as r join ${spans} as spans on r.series = spans.series and r.day = spans.day
      where r.unit = ${unit}
    ) as kept using (series, day, key)
    where kept.sums is distinct from fresh.sums`;
  return wrongOf(
    db,
    sql`with ${dueDays(due)}, source as (
        select distinct series, source from json_to_recordset(${sources}::json) as s (series text, source text)
      ), touched as materialized (${touchedDays(countedSources)}), wrong as (
        ${compare("day", sumsOfDays(due), sql`due`)} union all ${compare("month", sumsOfMonths, sql`month`)}
      )
      select * from wrong
      where ${covered(zone)} and (unit = 'month' or not exists (
        select from touched join source using (source)
        where source.series = wrong.series and touched.day = wrong.day::date
      ))`,
  );
}

async function wrongActive(db: Db, days: readonly DaySpan[], zone: string): Promise<WrongRollup[]> {
  const compare = (unit: RollupUnit, fresh: SQL, spans: SQL) => sql`
    select 'active_users' as series, ${unit} as unit, day::text as day, '' as key,
      case when kept.users is not null then to_json(kept.users || kept.seen) end as rolled,
      case when fresh.users is not null then to_json(fresh.users || fresh.seen) end as rows
    from (${fresh}) as fresh
    full join (select r.day, r.users, r.seen from ${activeDays} as r join ${spans} as spans on r.day = spans.day where r.unit = ${unit}) as kept
      using (day)
    where (kept.users, kept.seen) is distinct from (fresh.users, fresh.seen)`;
  return wrongOf(
    db,
    sql`with ${dueActiveDays(days)}, touched as materialized (${touchedDays(["active"])}), wrong as (
        ${compare("day", activeOfDays, sql`due`)} union all ${compare("month", activeOfMonths, sql`month`)}
      )
      select * from wrong
      where ${covered(zone)} and (unit = 'month' or not exists (select from touched where touched.day = wrong.day::date))`,
  );
}

async function wrongOf(db: Db, statement: SQL): Promise<WrongRollup[]> {
  const { rows } = await db.execute<WrongRollup & Record<string, unknown>>(statement);
  return rows;
}
