import { asc, desc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { shownName } from "../users/shown-name.ts";
import type { UsageRange } from "./usage-range.ts";
import { usage, usageCount } from "./usage-source.server.ts";
import { counterSums } from "./usage-sums.server.ts";
import { type UsageQuery, usageWhere } from "./usage-where.server.ts";

/** The users whose rows that match add up to most in the range, both counters together, the heaviest first. */
export function heaviestUsers(db: Db, query: UsageQuery, range: UsageRange, limit = 10) {
  const total = sql<number>`sum(${usageCount})::float8`;
  const heaviest = db
    .select({ userId: usage.userId, ...counterSums, total: total.as("total") })
    .from(usage)
    .where(usageWhere(query, range.date))
    .groupBy(usage.userId)
    .having(sql`sum(${usageCount}) > 0`)
    .orderBy(desc(total), asc(usage.userId))
    .limit(limit)
    .as("heaviest");
  return db
    .select({
      userId: user.id,
      name: shownName,
      email: user.email,
      messages: heaviest.messages,
      searches: heaviest.searches,
      total: heaviest.total,
    })
    .from(heaviest)
    .innerJoin(user, eq(user.id, heaviest.userId))
    .orderBy(desc(heaviest.total), asc(user.id));
}
