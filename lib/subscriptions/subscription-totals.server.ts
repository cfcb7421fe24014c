import { and, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { billingWhere, mrrCount, mrrSum } from "./mrr.server.ts";
import { type SubscriptionQuery, subscriptionWhere } from "./subscription-where.server.ts";

/** Monthly recurring revenue of one currency. */
export interface MrrTotals {
  currency: string;
  /** Subscriptions that count in it. */
  subscriptions: number;
  /** In the currency's minor unit, rounded half up once. Sums pass 2^31 but not 2^53. */
  mrr: number;
  /** Subscriptions that bill too, but at an interval that cannot be brought to a month: not in the two numbers above. */
  notNormalised: number;
}

/** What the subscriptions that match come to a month at this instant, by currency, never added across currencies. */
export async function subscriptionTotals(db: Db, query: SubscriptionQuery): Promise<MrrTotals[]> {
  return db
    .select({
      currency: subscription.currency,
      subscriptions: mrrCount,
      mrr: mrrSum,
      notNormalised: sql<number>`(count(*) - ${mrrCount})::int`,
    })
    .from(subscription)
    .where(and(subscriptionWhere(query), billingWhere(new Date())))
    .groupBy(subscription.currency)
    .orderBy(subscription.currency);
}
