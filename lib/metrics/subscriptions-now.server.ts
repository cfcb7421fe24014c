import { desc, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { billingWhere, mrrCount, mrrSum } from "../subscriptions/mrr.server.ts";

/** How many subscriptions have each status now, the most frequent first; also statuses that nobody listed. */
export function subscriptionsByStatus(db: Db): Promise<{ status: string; count: number }[]> {
  const count = sql<number>`count(*)::int`;
  return db
    .select({ status: subscription.status, count })
    .from(subscription)
    .groupBy(subscription.status)
    .orderBy(desc(count), subscription.status);
}

/** Monthly recurring revenue of one currency, in its minor unit. */
export interface MrrOf {
  currency: string;
  mrr: number;
  subscriptions: number;
  /** Subscriptions that bill too, but at an interval that cannot be brought to a month. */
  notNormalised: number;
}

/** Monthly recurring revenue at an instant by currency, never added across; most subscriptions first. See `mrrSum`. */
export function mrrByCurrency(db: Db, at: Date): Promise<MrrOf[]> {
  return db
    .select({
      currency: subscription.currency,
      mrr: mrrSum,
      subscriptions: mrrCount,
      notNormalised: sql<number>`(count(*) - ${mrrCount})::int`,
    })
    .from(subscription)
    .where(billingWhere(at))
    .groupBy(subscription.currency)
    .orderBy(desc(mrrCount), subscription.currency);
}
