import { and, eq, isNotNull, isNull, not, or, type SQL, sql } from "drizzle-orm";
import { subscription, user } from "../db/schema.ts";
import { emailContains, nameContains, oneOf } from "../list/contains.server.ts";
import { type Conditions, type FoundWithin, inRange, withinAll } from "../list/found-within.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { reportWhere } from "../reports/subscriptions/report-where.server.ts";
import { breaksSubscriptionRule } from "../reports/suspicious/subscription-rules.server.ts";
import { mrrWhere, runsAt } from "./mrr.server.ts";
import type { subscriptionList } from "./subscription.ts";

export type SubscriptionQuery = QueryOf<typeof subscriptionList>;
type Asked = Pick<SubscriptionQuery, "q" | "filters">;

/** What the list is of. */
export const subscriptions = { table: subscription, id: subscription.id };

/**
 * The one condition behind the list, its count, its totals and its export.
 *
 * @param now what "running" and "counts in MRR" mean
 */
export function subscriptionWhere(query: Asked, now = new Date()): SQL | undefined {
  const { kept, found } = subscriptionConditions(query, now);
  return withinAll(kept, found);
}

/** The condition in two parts: what the subscription's own row says, and what is searched for, also among the names of users (see `pageCondition`). */
export function subscriptionConditions({ q, filters }: Asked, now: Date, orderedBy?: SubscriptionQuery["sort"]["key"]): Conditions {
  const { cancelsAtPeriodEnd, withoutUser, mrr } = filters;
  // The count has no order, and takes either as the planner finds it.
  const isOrder = (key: typeof orderedBy) => !orderedBy || orderedBy === key;
  const ends = inRange(subscriptions, subscription.currentPeriodEnd, filters.periodEnd, isOrder("currentPeriodEnd"));
  const made = inRange(subscriptions, subscription.createdAt, filters.createdAt, isOrder("createdAt"));
  const kept = and(
    oneOf(subscription.status, filters.status),
    oneOf(subscription.currency, filters.currency),
    oneOf(subscription.recurringInterval, filters.interval),
    ends.kept,
    cancelsAtPeriodEnd === undefined ? undefined : eq(subscription.cancelAtPeriodEnd, cancelsAtPeriodEnd),
    withoutUser === undefined ? undefined : withoutUser ? isNull(subscription.userId) : isNotNull(subscription.userId),
    mrr === undefined ? undefined : mrr ? mrrWhere(now) : not(mrrWhere(now)),
    filters.runs && or(...filters.runs.map((runs) => runsAt(now)[runs])),
    oneOf(subscription.productId, filters.product),
    made.kept,
    oneOf(subscription.userId, filters.user),
    filters.suspicious && breaksSubscriptionRule(filters.suspicious, now),
    reportWhere(filters, now),
    oneOf(subscription.id, filters.id),
  );
  return { kept, found: [...ends.found, ...made.found, ...(q ? [searched(q, withoutUser !== true)] : [])] };
}

/** By branches, so that each is read from its own index. */
function searched(q: string, amongUsers: boolean): FoundWithin {
  const { id, userId, customerId, productId } = subscription;
  const isNamed = or(nameContains(user.name, q), emailContains(user.email, q));
  const own = [id, customerId, productId];
  const branches = own.map((column) => sql`select ${id} from ${subscription} where ${eq(column, q)}`);
  const looks = [sql`select 1 where ${q} in (near.id, near."customerId", near."productId")`];
  if (amongUsers) {
    // The offset keeps PostgreSQL from reading all subscriptions at once where a few users' are asked for.
    const theirs = sql`select ${id} from ${subscription} where ${userId} = ${user.id} offset 0`;
    branches.push(sql`select theirs.id from ${user} cross join lateral (${theirs}) as theirs where ${isNamed}`);
    looks.push(sql`select 1 from ${user} where ${user.id} = near."userId" and ${isNamed}`);
  }
  return {
    among: id,
    ids: sql.join(branches, sql` union all `),
    needs: [userId, customerId, productId],
    lookUp: sql.join(looks, sql` union all `),
  };
}
