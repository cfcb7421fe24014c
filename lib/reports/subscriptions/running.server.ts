import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { subscription } from "../../db/schema.ts";
import type { SubscriptionStatus } from "../../db/values.ts";
import { placeAmong } from "../../list/range.server.ts";

/** Statuses of subscriptions that have not begun for good: they are in no cohort and in no churn. */
export const notBegun = ["trialing", "incomplete", "incomplete_expired"] as const satisfies readonly SubscriptionStatus[];

/** Began for good: of any other status, also one that nobody listed. */
export const begun: SQL = sql`${subscription.status} not in (${sql.raw(notBegun.map((status) => `'${status}'`).join(", "))})`;

/** An instant as it stands in a query, of its own or of a column there. */
export const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamp`;

/**
 * How many of the `bounds`, in their order, lie before `column`, null for null: the place of the first that does not, counted from 0. What
 * starts and ends there runs at the bounds from its start's place up to, but not at, its end's. A column holds whole microseconds.
 */
export const placesBefore = (column: AnyColumn | SQL, bounds: readonly Date[]): SQL<number> =>
  placeAmong(sql`${column} - interval '1 microsecond'`, bounds);

/** Began for good, had started at the instant and had not ended. Whether it was charged then is not asked, see `billingSpans` for that. */
export function runningAt(at: SQL): SQL {
  const { startedAt, endedAt } = subscription;
  return sql`(${begun} and ${startedAt} <= ${at} and (${endedAt} is null or ${endedAt} > ${at}))`;
}

/** Began for good, ran, and ended between two instants; the first counts. */
export function endedBetween(from: SQL, until: SQL): SQL {
  const { startedAt, endedAt } = subscription;
  return sql`(${begun} and ${endedAt} >= ${from} and ${endedAt} < ${until} and ${startedAt} < ${endedAt})`;
}
