import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { env } from "../env.server.ts";
import { addDays, startOfDay } from "../list/day.ts";
import { placeAmong } from "../list/range.server.ts";
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

/** What the rows that match add up to, a day: every day of the range in order, those without a row with zeros. */
export async function usageByDay(db: Db, query: UsageQuery, range: UsageRange): Promise<UsageDay[]> {
  const days: string[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.push(day);
  const starts = days.map((day) => startOfDay(day, env().reportingTimeZone));
  const rows = await db
    .select({ place: placeAmong(usage.date, starts).as("place"), ...counterSums })
    .from(usage)
    .where(usageWhere(query, range.date))
    .groupBy(sql`1`);
  const known = new Map(rows.map(({ place, messages, searches }) => [place, { messages, searches }]));
  return days.map((day, index) => ({ day, ...(known.get(index + 1) ?? { messages: 0, searches: 0 }) }));
}
