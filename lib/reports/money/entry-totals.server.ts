import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { payment, paymentEntry } from "../../db/schema.ts";
import { entryVerdict, entryWhere, isLost, type MoneyEntryQuery } from "./entry-where.server.ts";

/** Entries of one kind, currency, fate and problem. */
export type EntryTotals = Awaited<ReturnType<typeof entryTotals>>[number];

/**
 * What the entries that match come to, in minor units: by kind, currency, whether they count, whether a dispute was lost, and what was wrong
 * with them. At most a few dozen rows; an amount that cannot be read adds nothing to `amount`.
 */
export function entryTotals(db: Db, query: Pick<MoneyEntryQuery, "filters">) {
  return db
    .select({
      kind: paymentEntry.kind,
      currency: paymentEntry.currency,
      report: entryVerdict,
      lost: isLost,
      problem: paymentEntry.problem,
      entries: sql<number>`count(*)::int`,
      amount: sql<number>`coalesce(sum(${paymentEntry.amount}), 0)::float8`,
    })
    .from(paymentEntry)
    .innerJoin(payment, eq(payment.id, paymentEntry.paymentId))
    .where(entryWhere(query))
    .groupBy(sql`1`, sql`2`, sql`3`, sql`4`, sql`5`)
    .orderBy(sql`1`, sql`2`, sql`3`, sql`4`, sql`5`);
}
