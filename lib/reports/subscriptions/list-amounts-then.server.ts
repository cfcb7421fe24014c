import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription, user } from "../../db/schema.ts";
import { readPage } from "../../list/keyset.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { countMatching, type Total } from "../../list/total.server.ts";
import { amountsThen } from "./amount-then.ts";
import { rowsBehind } from "./rows-behind.server.ts";

type AmountsQuery = QueryOf<typeof amountsThen>;

/** A subscription as a number counts it; `opening`, `closing` and `change` are minor units a year, see `rowsBehind`. */
export type AmountThen = {
  id: string;
  opening: number | null;
  closing: number | null;
  change: number;
  /** As it is now; null for a subscription that is no longer in the table and known from a snapshot alone. */
  status: string | null;
  userId: string | null;
  userName: string | null;
};

/** One page of them, and what all of them come to a year. */
export function listAmountsThen(db: Db, query: AmountsQuery, now: Date, zone: string) {
  const { report } = query.filters;
  return readPage(
    query,
    { sort: { change: sql`behind.change` }, types: amountsThen.sort, id: sql`behind.id`, where: report ? undefined : sql`false` },
    async ({ where, orderBy, limit, sortKey }) => {
      const behind = report ? sql`(${rowsBehind(report, now, zone)})` : nothing;
      const { rows } = await db.execute<AmountThen & { sortKey: string }>(sql`
        select behind.id, behind.opening::float8 as opening, behind.closing::float8 as closing, behind.change::float8 as change,
          ${subscription.status} as status, ${subscription.userId} as "userId", ${user.name} as "userName", ${sortKey} as "sortKey"
        from ${behind} as behind
        left join ${subscription} on ${subscription.id} = behind.id
        left join ${user} on ${user.id} = ${subscription.userId}
        where ${where ?? sql`true`} order by ${sql.join(orderBy, sql`, `)} limit ${limit}`);
      return rows;
    },
  );
}

const nothing: SQL = sql`(select ''::text as id, 0::bigint as opening, 0::bigint as closing, 0::bigint as change)`;

/** How many they are. */
export function countAmountsThen(db: Db, { filters: { report }, exact }: AmountsQuery, now: Date, zone: string): Promise<Total> {
  const behind = report ? sql`(${rowsBehind(report, now, zone)})` : nothing;
  return countMatching(db, sql`select 1 from ${behind} as behind where ${report ? sql`true` : sql`false`}`, exact);
}

/** What they come to, in minor units a year; 0 for none. */
export async function sumAmountsThen(db: Db, { filters: { report } }: AmountsQuery, now: Date, zone: string): Promise<number> {
  if (!report) return 0;
  const { rows } = await db.execute<{ sum: number }>(
    sql`select coalesce(sum(change), 0)::float8 as sum from (${rowsBehind(report, now, zone)}) as behind`,
  );
  return rows[0]?.sum ?? 0;
}
