import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription, subscriptionSnapshot } from "../../db/schema.ts";
import { billingWhere } from "../../subscriptions/mrr.server.ts";
import { monthOf } from "../subscriptions/month.ts";

/** Any number that nobody else uses for an advisory lock in the same database: "snap" in ASCII. */
const LOCK_KEY = "1936613744";

export interface TakenSnapshot {
  month: string;
  /** False where the month has its snapshot already. */
  taken: boolean;
  /** How many subscriptions bill, at intervals that cannot be brought to a month too; 0 where nothing was taken. */
  subscriptions: number;
}

/**
 * Keeps every subscription that bills at this instant as the snapshot of the month that it is. A month has one snapshot: whoever comes
 * second, or at the same time from another process, takes none. Where no subscription bills there is nothing to keep, and the next call
 * looks again.
 *
 * @param zone the reporting zone, whose months they are
 */
export async function takeSnapshot(db: Db, now: Date, zone: string): Promise<TakenSnapshot> {
  const month = monthOf(now, zone);
  // Most calls only find that it is there, and need no lock for that.
  if (await hasSnapshot(db, month)) return { month, taken: false, subscriptions: 0 };
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(LOCK_KEY)})`);
    if (await hasSnapshot(tx, month)) return { month, taken: false, subscriptions: 0 };
    const { id, customerId, userId, productId, status, currency, amount, recurringInterval } = subscription;
    const { rows } = await tx.execute<{ subscriptions: number }>(sql`
      with kept as (
        insert into ${subscriptionSnapshot} (month, subscription_id, taken_at, customer_id, user_id, product_id, status, currency, amount,
          recurring_interval)
        select ${month}::text, ${id}, ${now.toISOString()}::timestamp, ${customerId}, ${userId}, ${productId}, ${status}, ${currency},
          ${amount}, coalesce(${recurringInterval}, '')
        from ${subscription} where ${billingWhere(now)}
        returning 1
      )
      select count(*)::int as subscriptions from kept`);
    const subscriptions = rows[0]?.subscriptions ?? 0;
    return { month, taken: subscriptions > 0, subscriptions };
  });
}

async function hasSnapshot(db: Db, month: string): Promise<boolean> {
  const rows = await db
    .select({ month: subscriptionSnapshot.month })
    .from(subscriptionSnapshot)
    .where(eq(subscriptionSnapshot.month, month))
    .limit(1);
  return rows.length > 0;
}
