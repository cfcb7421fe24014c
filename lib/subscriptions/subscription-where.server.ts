import { and, eq, isNotNull, isNull, not, or, type SQL, sql } from "drizzle-orm";
import { subscription, user } from "../db/schema.ts";
import { contains, oneOf } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import { reportWhere } from "../reports/subscriptions/report-where.server.ts";
import { breaksSubscriptionRule } from "../reports/suspicious/subscription-rules.server.ts";
import { mrrWhere, runsAt } from "./mrr.server.ts";
import type { subscriptionList } from "./subscription.ts";

export type SubscriptionQuery = QueryOf<typeof subscriptionList>;

/**
 * The one condition behind the list, its count, its totals and its export.
 *
 * @param now what "running" and "counts in MRR" mean
 */
export function subscriptionWhere({ q, filters }: Pick<SubscriptionQuery, "q" | "filters">, now = new Date()): SQL | undefined {
  const { cancelsAtPeriodEnd, withoutUser, mrr } = filters;
  return and(
    q ? searched(q) : undefined,
    oneOf(subscription.status, filters.status),
    oneOf(subscription.currency, filters.currency),
    oneOf(subscription.recurringInterval, filters.interval),
    within(subscription.currentPeriodEnd, filters.periodEnd),
    cancelsAtPeriodEnd === undefined ? undefined : eq(subscription.cancelAtPeriodEnd, cancelsAtPeriodEnd),
    withoutUser === undefined ? undefined : withoutUser ? isNull(subscription.userId) : isNotNull(subscription.userId),
    mrr === undefined ? undefined : mrr ? mrrWhere(now) : not(mrrWhere(now)),
    filters.runs && or(...filters.runs.map((runs) => runsAt(now)[runs])),
    oneOf(subscription.productId, filters.product),
    within(subscription.createdAt, filters.createdAt),
    oneOf(subscription.userId, filters.user),
    filters.suspicious && breaksSubscriptionRule(filters.suspicious, now),
    reportWhere(filters, now),
    oneOf(subscription.id, filters.id),
  );
}

/**
 * The users are looked up first, as an array: then each branch is served by an index of its own, which the planner joins by bitmap. As a
 * subquery in the `or` it would leave them all unused.
 */
function searched(q: string): SQL {
  const users = sql`select ${user.id} from ${user} where ${or(contains(user.name, q), contains(user.email, q))}`;
  return sql`(${or(
    sql`${subscription.userId} = any(array(${users}))`,
    eq(subscription.id, q),
    eq(subscription.customerId, q),
    eq(subscription.productId, q),
  )})`;
}
