import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { type RollupState, rollupDay, rollupLog, rollupSource, rollupState } from "../db/schema.ts";
import { addDays, dayOf } from "../list/day.ts";
import { type DueDay, rollDays } from "./roll-days.server.ts";
import { aloneWithRollups, stateForRolling } from "./state.server.ts";
import type { DaySpan } from "./sums.server.ts";
import { touchedDays } from "./touched-days.server.ts";

/** What a refresh did. */
export interface Refreshed {
  /** Days, of one source each, that were added up anew. */
  days: number;
  /** True where older days still have to be rolled up, see `rollOlderDays`. */
  unfinished: boolean;
}

/** All whose rows are added up: of `plan` there are none. */
export const countedSources = rollupSource.filter((source) => source !== "plan");

/**
 * Brings the roll-ups up to date: takes what is noted in the log and adds those days up anew, and today where it is not covered yet, in one
 * transaction. What is written meanwhile is noted for the next time: the log is taken first, so that everything it said can be seen.
 *
 * @returns undefined where another process is at it
 */
export function refreshRollups(db: Db, { zone, now }: { zone: string; now: Date }): Promise<Refreshed | undefined> {
  return aloneWithRollups(db, async (tx) => {
    const state = await stateForRolling(tx, zone, now);
    const touched = await takeTouched(tx);
    const { firstDay, lastDay } = state;
    if (firstDay === null || lastDay === null) return { days: 0, unfinished: true };
    const added = (await daysBetween(tx, addDays(lastDay, 1), dayOf(now, zone))).flatMap(ofEachSource);
    const due = [...touched.filter(({ day }) => day >= firstDay && day <= lastDay), ...added];
    await rollDays(tx, due);
    await markCovered(tx, state, { lastDay: added.at(-1), now });
    return { days: due.length, unfinished: !state.complete };
  });
}

/**
 * Rolls up the newest days that are not covered yet, up to `most` of them, so that what is covered has no gap.
 *
 * @returns how many days are left; undefined where another process is at it
 */
export function rollOlderDays(db: Db, { zone, now, most }: { zone: string; now: Date; most: number }): Promise<number | undefined> {
  return aloneWithRollups(db, async (tx) => {
    const state = await stateForRolling(tx, zone, now);
    const last = state.firstDay === null ? dayOf(now, zone) : addDays(state.firstDay, -1);
    const missing = await daysBetween(tx, "0001-01-01", last);
    const days = missing.slice(-most);
    await rollDays(tx, days.flatMap(ofEachSource));
    const left = missing.length - days.length;
    await markCovered(tx, state, {
      firstDay: days[0],
      lastDay: state.lastDay === null ? days.at(-1) : undefined,
      complete: left === 0,
      now,
    });
    return left;
  });
}

/** Takes the log's rows away and says which days they are of. */
async function takeTouched(tx: Db): Promise<DueDay[]> {
  const { rows } = await tx.execute<DueDay & Record<string, unknown>>(sql`
    with taken as (delete from ${rollupLog} returning source, at, ref)
    select source, day::text as day, starts::text as starts, ends::text as ends
    from (${touchedDays(countedSources, sql`taken`)}) as touched`);
  return rows;
}

/** The days of the calendar from one to another, both counting. */
export async function daysBetween(tx: Db, first: string, last: string): Promise<DaySpan[]> {
  const { rows } = await tx.execute<DaySpan & Record<string, unknown>>(sql`
    select day::text as day, starts::text as starts, ends::text as ends
    from ${rollupDay} where day between ${first}::date and ${last}::date order by day`);
  return rows;
}

const ofEachSource = (day: DaySpan): DueDay[] => countedSources.map((source) => ({ ...day, source }));

async function markCovered(
  tx: Db,
  { zone }: RollupState,
  { firstDay, lastDay, complete, now }: { firstDay?: DaySpan | undefined; lastDay?: DaySpan | undefined; complete?: boolean; now: Date },
): Promise<void> {
  await tx
    .update(rollupState)
    .set({
      ...(firstDay && { firstDay: firstDay.day, starts: sql`${firstDay.starts}::timestamp` }),
      ...(lastDay && { lastDay: lastDay.day, ends: sql`${lastDay.ends}::timestamp` }),
      ...(complete !== undefined && { complete }),
      refreshedAt: now,
    })
    .where(eq(rollupState.zone, zone));
}
