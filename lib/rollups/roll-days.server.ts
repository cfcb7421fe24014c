import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { activeDays, type RollupSource, rollup } from "../db/schema.ts";
import { activeOfDays, activeOfMonths } from "./active-rollup.server.ts";
import { seriesOf } from "./series.server.ts";
import { type DaySpan, dueActiveDays, dueDays, type SeriesDay, sumsOfDays, sumsOfMonths } from "./sums.server.ts";

/** A day that is to be added up of one source's rows. */
export interface DueDay extends DaySpan {
  source: RollupSource;
}

/** Each series of each day that is due. */
export function seriesDays(due: readonly DueDay[]): SeriesDay[] {
  return due.flatMap(({ source, day, starts, ends }) => seriesOf(source).map((series) => ({ series, day, starts, ends })));
}

/** Adds days up from their rows, in place of what was rolled up of them, and their months from their days. Part of a transaction of the caller's. */
export async function rollDays(tx: Db, due: readonly DueDay[]): Promise<void> {
  const days = seriesDays(due);
  if (days.length > 0) await rollSeries(tx, days);
  const active = due.filter(({ source }) => source === "active");
  if (active.length > 0) await rollActiveDays(tx, active);
}

async function rollSeries(tx: Db, days: readonly SeriesDay[]): Promise<void> {
  const due = dueDays(days);
  const columns = sql.raw("(series, unit, day, key, sums)");
  await tx.execute(sql`
    with ${due} delete from ${rollup} as r using due where r.series = due.series and r.unit = 'day' and r.day = due.day`);
  await tx.execute(sql`
    with ${due} insert into ${rollup} ${columns} select series, 'day', day, key, sums from (${sumsOfDays(days)}) as fresh`);
  await tx.execute(sql`
    with ${due} delete from ${rollup} as r using month where r.series = month.series and r.unit = 'month' and r.day = month.day`);
  await tx.execute(sql`
    with ${due} insert into ${rollup} ${columns} select series, 'month', day, key, sums from (${sumsOfMonths}) as fresh`);
}

async function rollActiveDays(tx: Db, days: readonly DaySpan[]): Promise<void> {
  const due = dueActiveDays(days);
  const columns = sql.raw("(unit, day, users, seen)");
  await tx.execute(sql`with ${due} delete from ${activeDays} as r using due where r.unit = 'day' and r.day = due.day`);
  await tx.execute(sql`with ${due} insert into ${activeDays} ${columns} select 'day', day, users, seen from (${activeOfDays}) as fresh`);
  await tx.execute(sql`with ${due} delete from ${activeDays} as r using month where r.unit = 'month' and r.day = month.day`);
  await tx.execute(
    sql`with ${due} insert into ${activeDays} ${columns} select 'month', day, users, seen from (${activeOfMonths}) as fresh`,
  );
}
