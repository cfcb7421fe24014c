import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { env } from "../env.server.ts";
import { asksNothing, isOneOf } from "../list/asked-of-values.ts";
import { addDays } from "../list/day.ts";
import { placeAmong } from "../list/range.server.ts";
import type { RolledBucket } from "../rollups/pieces.ts";
import { bucketOfDays } from "../rollups/range-buckets.ts";
import { readRollup } from "../rollups/read-rollup.server.ts";
import type { UsageCounter } from "./usage.ts";
import type { UsageRange } from "./usage-range.ts";
import { usage } from "./usage-source.server.ts";
import { counterSums } from "./usage-sums.server.ts";
import { type UsageQuery, usageWhere } from "./usage-where.server.ts";

export interface UsageDay {
  /** A day of the reporting zone, `2026-03-01`. */
  day: string;
  messages: number;
  searches: number;
}

interface PlacedSums {
  /** Among the days, from 0. */
  place: number;
  messages: number;
  searches: number;
}

/** What the rows that match add up to, a day: every day of the range in order, those without a row with zeros. */
export async function usageByDay(db: Db, query: UsageQuery, range: UsageRange): Promise<UsageDay[]> {
  const days = daysOf(range, env().reportingTimeZone);
  const buckets = days.map(({ bucket }) => bucket);
  const sums = isRolledUp(query) ? await sumsOfRollup(db, query, buckets) : await sumsOfRows(db, query, range, buckets);
  const known = new Map(sums.map(({ place, messages, searches }) => [place, { messages, searches }]));
  return days.map(({ day }, place) => ({ day, ...(known.get(place) ?? { messages: 0, searches: 0 }) }));
}

/** Each day of the range; of the first and the last as much as was asked for. */
function daysOf({ from, to, date }: UsageRange, zone: string): { day: string; bucket: RolledBucket }[] {
  const days: { day: string; bucket: RolledBucket }[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const asked = { from: (day === from && date.from) || day, to: (day === to && date.to) || day };
    days.push({ day, bucket: bucketOfDays(asked, zone) });
  }
  return days;
}

/** Who counted is not rolled up, nor how much each did. */
function isRolledUp({ q, filters: { date: _, counter: __, ...others } }: UsageQuery): boolean {
  return q === "" && asksNothing(others);
}

async function sumsOfRollup(db: Db, { filters: { counter } }: UsageQuery, buckets: readonly RolledBucket[]): Promise<PlacedSums[]> {
  const { usage } = await readRollup(db, ["usage"], buckets);
  return usage.map(({ bucket, sums: [messages = 0, searches = 0] }) => ({
    place: bucket,
    messages: isOneOf<UsageCounter>("messages", counter) ? messages : 0,
    searches: isOneOf<UsageCounter>("searches", counter) ? searches : 0,
  }));
}

function sumsOfRows(db: Db, query: UsageQuery, range: UsageRange, buckets: readonly RolledBucket[]): Promise<PlacedSums[]> {
  const starts = buckets.map(({ from }) => from);
  return db
    .select({ place: sql<number>`${placeAmong(usage.date, starts)} - 1`.as("place"), ...counterSums })
    .from(usage)
    .where(usageWhere(query, range.date))
    .groupBy(sql`1`);
}
