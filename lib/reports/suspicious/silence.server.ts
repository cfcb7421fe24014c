import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { days, hours, instant } from "./sql-words.server.ts";
import { SILENCE_HISTORY_DAYS, SILENCE_LEAST_GAPS, SILENCE_LEAST_HOURS, SILENCE_MULTIPLE, SILENCE_PERCENTILE } from "./suspicious-rule.ts";

/**
 * `gap`: each payment of the last days up to `at`, with the one before it. `usual`: one row, how many gaps there are, how long the usual one is,
 * and from which length on a gap is a silence (null where there are too few to say). One range of the index on the payments' time.
 */
const gaps = (at: Date): SQL => sql`
  gap as (
    select id, created_at, lag(created_at) over (order by created_at, id) as before
    from payment where created_at > ${instant(at)} - ${days(SILENCE_HISTORY_DAYS)} and created_at <= ${instant(at)}
  ),
  measured as (
    select count(before)::int as gaps,
      percentile_cont(${sql.raw(String(SILENCE_PERCENTILE / 100))}) within group (order by extract(epoch from created_at - before)::float8) as seconds
    from gap
  ),
  usual as (
    select gaps, seconds, case when gaps >= ${sql.raw(String(SILENCE_LEAST_GAPS))}
      then greatest(${hours(SILENCE_LEAST_HOURS)}, seconds * ${sql.raw(String(SILENCE_MULTIPLE))} * interval '1 second') end as longest
    from measured
  )`;

/** Selects the payments that ended a silence, each with its `id`. */
export const endsOfSilences = (at: Date): SQL => sql`
  with ${gaps(at)} select gap.id, gap.created_at, gap.before from gap, usual where gap.created_at - gap.before > usual.longest`;

/** A time in which no payment came in; ISO instants, and how long it was in milliseconds. */
export interface Silence {
  /** The last payment before it. */
  from: string;
  /** The first payment after it. */
  until: string;
  /** The id of the payment that ended it. */
  paymentId: string;
  length: number;
}

export interface Silences {
  /** How many gaps between payments it is read from. */
  gaps: number;
  /** Milliseconds; null where there is no gap at all. */
  usual: number | null;
  /** A gap longer than this is a silence, in milliseconds; null where there are too few gaps to say. */
  longest: number | null;
  /** When the newest payment came in, of all time; null where there is none. */
  last: string | null;
  /** True while a silence lasts, at `at`. */
  silentNow: boolean;
  /** Those that have ended, newest first. */
  ended: Silence[];
}

const MOST_SHOWN = 10;
const iso = (moment: SQL) => sql`to_char(${moment}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const milliseconds = (length: SQL) => sql`(extract(epoch from ${length}) * 1000)::float8`;

/** What is usual between two payments, whether it is silent now, and the silences of the last days. */
export async function paymentSilences(db: Db, at: Date): Promise<Silences> {
  const { rows } = await db.execute<{ found: Omit<Silences, "silentNow"> }>(sql`
    with ${gaps(at)},
    ended as (
      select gap.id, gap.created_at, gap.before from gap, usual where gap.created_at - gap.before > usual.longest
      order by gap.created_at desc, gap.id desc limit ${sql.raw(String(MOST_SHOWN))}
    )
    select json_build_object(
      'gaps', usual.gaps,
      'usual', usual.seconds * 1000,
      'longest', ${milliseconds(sql`usual.longest`)},
      'last', (select ${iso(sql`max(created_at)`)} from payment where created_at <= ${instant(at)}),
      'ended', coalesce((
        select json_agg(json_build_object(
          'from', ${iso(sql`ended.before`)}, 'until', ${iso(sql`ended.created_at`)}, 'paymentId', ended.id,
          'length', ${milliseconds(sql`ended.created_at - ended.before`)}
        ) order by ended.created_at desc, ended.id desc) from ended
      ), '[]'::json)
    ) as found from usual`);
  const found = rows[0]!.found;
  const since = found.last === null ? null : at.getTime() - Date.parse(found.last);
  return { ...found, silentNow: found.longest !== null && since !== null && since > found.longest };
}
