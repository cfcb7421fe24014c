import { desc, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { billingWhere, type CurrencyMrr, currencyMrr } from "../subscriptions/mrr.server.ts";

/** How many subscriptions have each status now, the most frequent first; also statuses that nobody listed. */
export function subscriptionsByStatus(db: Db): Promise<{ status: string; count: number }[]> {
  const count = sql<number>`count(*)::int`;
  return db
    .select({ status: subscription.status, count })
    .from(subscription)
    .groupBy(subscription.status)
    .orderBy(desc(count), subscription.status);
}

/** Monthly recurring revenue at an instant by currency, never added across; in the order of their codes. */
export function mrrByCurrency(db: Db, at: Date): Promise<CurrencyMrr[]> {
  return db.select(currencyMrr).from(subscription).where(billingWhere(at)).groupBy(subscription.currency).orderBy(subscription.currency);
}
