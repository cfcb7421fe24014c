import { sql } from "drizzle-orm";
import { bePatient } from "../db/cut-silent.server.ts";
import type { Db } from "../db/database.server.ts";
import {
  activeDays,
  extremeSearchUsage,
  message,
  messageUsage,
  payment,
  paymentEntry,
  type RollupState,
  rollup,
  rollupDay,
  rollupLog,
  rollupState,
  subscription,
  toolCalls,
  user,
} from "../db/schema.ts";
import { unlimitedTransaction } from "../db/unlimited-transaction.ts";
import { addDays, dayOf, startOfDay } from "../list/day.ts";
import { ROLLUP_VERSION } from "./series.server.ts";
import type { DaySpan } from "./sums.server.ts";

/** Any number that no other advisory lock has: only one process rolls up at a time. */
const LOCK = 7_023_406_511;

/** How many days that have not come yet the calendar holds, so that what is dated a little ahead has a day. */
const DAYS_AHEAD = 3;

/**
 * Runs what changes the roll-ups, in a transaction that no other process's runs beside.
 *
 * @returns undefined where another process is at it
 */
export function aloneWithRollups<T>(db: Db, run: (tx: Db) => Promise<T>): Promise<T | undefined> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ alone: boolean }>(sql`select pg_try_advisory_xact_lock(${sql.raw(String(LOCK))}) as alone`);
    if (!rows[0]!.alone) return undefined;
    // A page's own limit is none for this: it is no page's query, and what is done halfway is of no use.
    bePatient(tx);
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql.raw(unlimitedTransaction("local")));
    return run(tx);
  });
}

/** What is covered, of roll-ups by these definitions in this zone; undefined where there are none such yet. */
export async function readState(db: Db, zone: string): Promise<RollupState | undefined> {
  const [state] = await db.select().from(rollupState);
  return state?.zone === zone && state.version === ROLLUP_VERSION ? state : undefined;
}

/**
 * What is covered; where the zone or the definitions are others than those that the roll-ups were made by, everything is thrown away first. The
 * calendar then begins with the day of the oldest row and ends a little ahead of today. Part of a transaction of the caller's.
 */
export async function stateForRolling(tx: Db, zone: string, now: Date): Promise<RollupState> {
  if (!(await readState(tx, zone))) {
    await forget(tx);
    await tx.insert(rollupState).values({ zone, version: ROLLUP_VERSION });
  }
  await extendCalendar(tx, zone, now);
  return (await readState(tx, zone))!;
}

/** Throws all roll-ups away: reads add rows up until they are there again. Part of a transaction of the caller's. */
export async function forget(tx: Db): Promise<void> {
  for (const table of [rollupState, rollup, activeDays, rollupDay, rollupLog]) await tx.delete(table);
}

/** Adds the days up to a little ahead of today, and those back to the oldest row, which may have come late. */
async function extendCalendar(tx: Db, zone: string, now: Date): Promise<void> {
  const [{ rows }, oldest] = await Promise.all([
    tx.execute<{ first: string | null; last: string | null }>(
      sql`select min(day)::text as first, max(day)::text as last from ${rollupDay}`,
    ),
    oldestDay(tx, zone, now),
  ]);
  const { first, last } = rows[0]!;
  const ahead = addDays(dayOf(now, zone), DAYS_AHEAD);
  const days = last === null ? calendar(oldest, ahead, zone) : calendar(addDays(last, 1), ahead, zone);
  const older = first === null ? [] : calendar(oldest, addDays(first, -1), zone);
  if (older.length > 0) {
    await tx.update(rollupState).set({ complete: false });
    // How long the users of these days had been away on their next one could not be told while the calendar did not reach so far. Noted already,
    // unless they were written while a refresh was about to take the log.
    await tx.execute(sql`
      insert into ${rollupLog} (source, at, ref)
      select 'active', date, user_id from ${messageUsage}
      where date >= ${older[0]!.starts}::timestamp and date < ${older.at(-1)!.ends}::timestamp`);
  }
  if (days.length + older.length === 0) return;
  await tx.execute(sql`
    insert into ${rollupDay} (day, starts, ends)
    select day, starts, ends
    from json_to_recordset(${JSON.stringify([...older, ...days])}::json) as d (day date, starts timestamp, ends timestamp)`);
  // Each day is looked up by its index only where PostgreSQL knows that there are many.
  if (last === null || older.length > 0) await tx.execute(sql`analyze ${rollupDay}`);
}

function calendar(first: string, last: string, zone: string): DaySpan[] {
  const days: DaySpan[] = [];
  let starts = startOfDay(first, zone);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const ends = startOfDay(addDays(day, 1), zone);
    days.push({ day, starts: starts.toISOString(), ends: ends.toISOString() });
    starts = ends;
  }
  return days;
}

/** The day of the oldest row that anything counts; no list can be filtered by a day before 1970. Today where there is no row. */
async function oldestDay(tx: Db, zone: string, now: Date): Promise<string> {
  const oldest = [
    [user, user.createdAt],
    [message, message.createdAt],
    [toolCalls, toolCalls.createdAt],
    [messageUsage, messageUsage.date],
    [extremeSearchUsage, extremeSearchUsage.date],
    [payment, payment.createdAt],
    [subscription, subscription.startedAt],
    [paymentEntry, paymentEntry.at],
  ] as const;
  const { rows } = await tx.execute<{ day: string | null }>(sql`
    select least(${sql.join(
      oldest.map(
        ([table, column]) =>
          sql`(select min(${column}) from ${table} where ${column} between timestamp '1970-01-02' and ${now.toISOString()})`,
      ),
      sql`, `,
    )})::text as day`);
  const today = dayOf(now, zone);
  const at = rows[0]!.day;
  if (!at) return today;
  const day = dayOf(new Date(`${at.replace(" ", "T")}Z`), zone);
  return day < today ? day : today;
}
