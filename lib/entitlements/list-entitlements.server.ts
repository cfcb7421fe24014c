import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { shownName } from "../users/shown-name.ts";
import { entitlementList } from "./entitlement.ts";
import { entitlementJson, entitlementOf } from "./entitlement-json.server.ts";
import { type EntitlementQuery, entitlementWhere } from "./entitlement-where.server.ts";
import { type RedVerdict, redVerdict } from "./verdict.ts";
import { usersByVerdict } from "./verdict-rules.server.ts";

/** A user with what is to be said of their plan. */
export type EntitlementRow = Awaited<ReturnType<typeof listEntitlements>>["rows"][number];

/** One page of users with their verdicts, judged at `now`. */
export function listEntitlements(db: Db, query: EntitlementQuery, now = new Date()) {
  return readPage(
    query,
    {
      sort: { createdAt: user.createdAt, email: user.email },
      types: entitlementList.sort,
      id: user.id,
      where: entitlementWhere(query, now),
    },
    async ({ where, orderBy, limit, sortKey }) => {
      const rows = await db
        .select({
          id: user.id,
          name: shownName,
          email: user.email,
          createdAt: user.createdAt,
          entitlement: entitlementJson(now),
          sortKey,
        })
        .from(user)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit);
      return rows.map((row) => ({ ...row, entitlement: entitlementOf(row.entitlement) }));
    },
  );
}

/** How many users match. */
export function countEntitlements(db: Db, query: EntitlementQuery, now = new Date()): Promise<Total> {
  return countMatching(db, sql`select 1 from ${user} where ${entitlementWhere(query, now) ?? sql`true`}`, query.exact);
}

/** How many users have each red verdict: what the list filtered by it counts. One query. */
export async function countVerdicts(db: Db, now = new Date()): Promise<Record<RedVerdict, number>> {
  const { rows } = await db.execute<{ verdict: RedVerdict; count: number }>(
    sql`select f.verdict, count(distinct f.user_id)::int as count from (${usersByVerdict(now)}) as f group by f.verdict`,
  );
  const counts = Object.fromEntries(redVerdict.map((verdict) => [verdict, 0])) as Record<RedVerdict, number>;
  for (const { verdict, count } of rows) counts[verdict] = count;
  return counts;
}
