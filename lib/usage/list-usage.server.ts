import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { shownName } from "../users/shown-name.ts";
import { usageList } from "./usage.ts";
import { usage, usageCount, usageCounter, usageId } from "./usage-source.server.ts";
import { type UsageQuery, usageWhere } from "./usage-where.server.ts";

/** What one counter counted of one user on one day. */
export type UsageRow = Awaited<ReturnType<typeof listUsage>>["rows"][number];

/** What counts are ordered by. */
export const usageOrder = { sort: { date: usage.date, count: usageCount }, id: usageId };

/** One page over both counters. */
export function listUsage(db: Db, query: UsageQuery) {
  return readPage(query, { ...usageOrder, types: usageList.sort, where: usageWhere(query) }, ({ where, orderBy, limit, sortKey }) =>
    db
      .select({
        id: usageId,
        counter: usageCounter,
        userId: usage.userId,
        userName: shownName,
        userEmail: user.email,
        date: usage.date,
        count: usageCount,
        resetAt: usage.resetAt,
        updatedAt: usage.updatedAt,
        sortKey,
      })
      .from(usage)
      .leftJoin(user, eq(user.id, usage.userId))
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** How many rows of both counters match. */
export function countUsage(db: Db, query: UsageQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${usage} where ${usageWhere(query) ?? sql`true`}`, query.exact);
}
