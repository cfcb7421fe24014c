import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription, user } from "../../db/schema.ts";
import { readPage } from "../../list/keyset.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import type { Total } from "../../list/total.server.ts";
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

/** One page of them. Whose they are is looked up for the page alone. */
export function listAmountsThen(db: Db, query: AmountsQuery, now: Date, zone: string) {
  const { report } = query.filters;
  return readPage(
    query,
    { sort: { change: sql`behind.change` }, types: amountsThen.sort, id: sql`behind.id`, where: report ? undefined : sql`false` },
    async ({ where, orderBy, limit, sortKey }) => {
      const behind = report ? sql`(${rowsBehind(report, now, zone)})` : nothing;
      const { rows } = await db.execute<AmountThen & { sortKey: string }>(sql`
        select behind.id, behind.opening::float8 as opening, behind.closing::float8 as closing, behind.change::float8 as change,
          ${subscription.status} as status, ${subscription.userId} as "userId", ${user.name} as "userName", behind."sortKey"
        from (
          select behind.*, ${sortKey} as "sortKey" from ${behind} as behind
          where ${where ?? sql`true`} order by ${sql.join(orderBy, sql`, `)} limit ${limit}
        ) as behind
        left join ${subscription} on ${subscription.id} = behind.id
        left join ${user} on ${user.id} = ${subscription.userId}
        order by ${sql.join(orderBy, sql`, `)}`);
      return rows;
    },
  );
}

const nothing: SQL = sql`(select ''::text as id, 0::bigint as opening, 0::bigint as closing, 0::bigint as change)`;

/** What all of them come to: always counted exactly, as all have to be looked at for the sum. `yearly` is in minor units a year; 0 for none. */
export async function amountsThenTotals(
  db: Db,
  { filters: { report } }: AmountsQuery,
  now: Date,
  zone: string,
): Promise<{ total: Total; yearly: number }> {
  if (!report) return { total: { count: 0, exact: true }, yearly: 0 };
  const { rows } = await db.execute<{ count: number; yearly: number }>(
    sql`select count(*)::int as count, coalesce(sum(change), 0)::float8 as yearly from (${rowsBehind(report, now, zone)}) as behind`,
  );
  return { total: { count: rows[0]?.count ?? 0, exact: true }, yearly: rows[0]?.yearly ?? 0 };
}
