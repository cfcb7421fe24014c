import { and } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { billingWhere, type CurrencyMrr, currencyMrr } from "./mrr.server.ts";
import { type SubscriptionQuery, subscriptionWhere } from "./subscription-where.server.ts";

/** What the subscriptions that match come to a month at this instant, by currency, never added across currencies. */
export function subscriptionTotals(db: Db, query: SubscriptionQuery): Promise<CurrencyMrr[]> {
  return db
    .select(currencyMrr)
    .from(subscription)
    .where(and(subscriptionWhere(query), billingWhere(new Date())))
    .groupBy(subscription.currency)
    .orderBy(subscription.currency);
}
