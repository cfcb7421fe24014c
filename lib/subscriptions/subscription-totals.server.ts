import { and } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { recurringInterval } from "../db/values.ts";
import { asksNothing, isOneOf } from "../list/asked-of-values.ts";
import { billingWhere, type CurrencyMrr, currencyMrr } from "./mrr.server.ts";
import type { SubscriptionRuns } from "./subscription.ts";
import { mrrOf, type SubscriptionKind, subscriptionKinds } from "./subscription-kinds.server.ts";
import { type SubscriptionQuery, subscriptionWhere } from "./subscription-where.server.ts";

/** What the subscriptions that match come to a month at this instant, by currency, never added across currencies. */
export async function subscriptionTotals(db: Db, query: SubscriptionQuery): Promise<CurrencyMrr[]> {
  const now = new Date();
  const holds = rolledSubscriptions(query);
  if (holds) return mrrOf((await subscriptionKinds(db, now)).filter(holds));
  return db
    .select(currencyMrr)
    .from(subscription)
    .where(and(subscriptionWhere(query, now), billingWhere(now)))
    .groupBy(subscription.currency)
    .orderBy(subscription.currency);
}

/**
 * Which kinds of subscriptions the filters ask for, of those that bill; undefined where they ask for something that the roll-up does not tell
 * apart.
 */
function rolledSubscriptions({ q, filters }: SubscriptionQuery): ((kind: SubscriptionKind) => boolean) | undefined {
  const { status, currency, interval, mrr, runs, ...others } = filters;
  if (q || !asksNothing(others)) return undefined;
  return (kind) =>
    isOneOf(kind.status, status) &&
    isOneOf(kind.currency, currency) &&
    isOneOf(kind.interval, interval) &&
    isOneOf<SubscriptionRuns>("running", runs) &&
    (mrr === undefined || mrr === (recurringInterval as readonly string[]).includes(kind.interval));
}
