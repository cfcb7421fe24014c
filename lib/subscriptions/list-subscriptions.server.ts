import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription, user } from "../db/schema.ts";
import { distinctValuesOf } from "../list/distinct.server.ts";
import { countFound, pageCondition } from "../list/found-within.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { Total } from "../list/total.server.ts";
import { subscriptionList } from "./subscription.ts";
import { type SubscriptionQuery, subscriptionConditions, subscriptions } from "./subscription-where.server.ts";

/** A subscription as the list shows it; `amount` in the minor unit of its currency, an interval. */
export type SubscriptionRow = Awaited<ReturnType<typeof listSubscriptions>>["rows"][number];

/** What subscriptions are ordered by. */
export const subscriptionOrder = {
  sort: { createdAt: subscription.createdAt, currentPeriodEnd: subscription.currentPeriodEnd, amount: subscription.amount },
  id: subscription.id,
};

/** One page of subscriptions, as its filters judge them at `now`. */
export function listSubscriptions(db: Db, query: SubscriptionQuery, now = new Date()) {
  const { kept, found } = subscriptionConditions(query, now, query.sort.key);
  return readPage(query, { ...subscriptionOrder, types: subscriptionList.sort, where: kept }, async (clause) =>
    db
      .select({
        id: subscription.id,
        createdAt: subscription.createdAt,
        productId: subscription.productId,
        status: subscription.status,
        amount: subscription.amount,
        currency: subscription.currency,
        recurringInterval: subscription.recurringInterval,
        currentPeriodEnd: subscription.currentPeriodEnd,
        cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
        startedAt: subscription.startedAt,
        endedAt: subscription.endedAt,
        customerId: subscription.customerId,
        userId: subscription.userId,
        userName: user.name,
        userEmail: user.email,
        sortKey: clause.sortKey,
      })
      .from(subscription)
      .leftJoin(user, eq(user.id, subscription.userId))
      .where(await pageCondition(db, subscriptions, clause, found))
      .orderBy(...clause.orderBy)
      .limit(clause.limit),
  );
}

/** How many subscriptions match. */
export function countSubscriptions(db: Db, query: SubscriptionQuery): Promise<Total> {
  return countFound(db, subscriptions, subscriptionConditions(query, new Date()), query.exact);
}

/** What the filters over open sets can offer. */
export function subscriptionFilterOptions(db: Db) {
  const { status, currency, recurringInterval: interval, productId: product } = subscription;
  return distinctValuesOf(db, { status, currency, interval, product });
}
