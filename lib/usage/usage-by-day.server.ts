import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { env } from "../env.server.ts";
import { addDays } from "../list/day.ts";
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
  const rows = await db
    .select({
      day: sql<string>`to_char(${usage.date} at time zone 'UTC' at time zone ${env().reportingTimeZone}, 'YYYY-MM-DD')`,
      ...counterSums,
    })
    .from(usage)
    .where(usageWhere(query, range.date))
    .groupBy(sql`1`);
  const known = new Map(rows.map((row) => [row.day, row]));
  const days: UsageDay[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
    days.push(known.get(day) ?? { day, messages: 0, searches: 0 });
  }
  return days;
}
