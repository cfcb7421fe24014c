import { eq, gte, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { isAbsent } from "../db/absent-tables.server.ts";
import { extremeSearchUsage, messageUsage, user } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { addDays, dayOf, startOfDay } from "../list/day.ts";

/** What both counters counted of a user, today and in `RECENT_DAYS` days with today, days of the reporting zone. */
export interface RecentUsage {
  messages: { today: number; recent: number };
  /** Null where the product counts none. */
  searches: { today: number; recent: number } | null;
}

export const RECENT_DAYS = 30;

/** The recent usage of the user in the enclosing query, as JSON. */
export function recentUsageJson(now: Date): SQL<RecentUsage> {
  const zone = env().reportingTimeZone;
  const today = dayOf(now, zone);
  const from = startOfDay(addDays(today, 1 - RECENT_DAYS), zone);
  const start = startOfDay(today, zone);
  const counted = (table: typeof messageUsage | typeof extremeSearchUsage, count: SQL) =>
    new QueryBuilder()
      .select({
        counted: sql`json_build_object('today', coalesce(sum(${count}) filter (where ${gte(table.date, start)}), 0)::float8,
          'recent', coalesce(sum(${count}), 0)::float8)`.as("counted"),
      })
      .from(table)
      .where(sql`${eq(table.userId, user.id)} and ${gte(table.date, from)}`);
  const searches = isAbsent("extreme_search_usage")
    ? sql`null`
    : sql`(${counted(extremeSearchUsage, sql`${extremeSearchUsage.searchCount}`)})`;
  return sql<RecentUsage>`json_build_object(
    'messages', (${counted(messageUsage, sql`${messageUsage.messageCount}`)}), 'searches', ${searches})`;
}
