import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription, user } from "../db/schema.ts";
import { distinctValuesOf } from "../list/distinct.server.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { subscriptionList } from "./subscription.ts";
import { type SubscriptionQuery, subscriptionWhere } from "./subscription-where.server.ts";

/** A subscription as the list shows it; `amount` in the minor unit of its currency, an interval. */
export type SubscriptionRow = Awaited<ReturnType<typeof listSubscriptions>>["rows"][number];

/** One page of subscriptions, as its filters judge them at `now`. */
export function listSubscriptions(db: Db, query: SubscriptionQuery, now = new Date()) {
  return readPage(
    query,
    {
      sort: { createdAt: subscription.createdAt, currentPeriodEnd: subscription.currentPeriodEnd, amount: subscription.amount },
      types: subscriptionList.sort,
      id: subscription.id,
      where: subscriptionWhere(query, now),
    },
    ({ where, orderBy, limit, sortKey }) =>
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
          sortKey,
        })
        .from(subscription)
        .leftJoin(user, eq(user.id, subscription.userId))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many subscriptions match. */
export function countSubscriptions(db: Db, query: SubscriptionQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${subscription} where ${subscriptionWhere(query) ?? sql`true`}`, query.exact);
}

/** What the filters over open sets can offer. */
export function subscriptionFilterOptions(db: Db) {
  const { status, currency, recurringInterval: interval, productId: product } = subscription;
  return distinctValuesOf(db, { status, currency, interval, product });
}
