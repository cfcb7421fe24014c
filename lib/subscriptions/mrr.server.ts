import { type AnyColumn, and, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { subscription } from "../db/schema.ts";
import { recurringInterval, type SubscriptionStatus } from "../db/values.ts";
import type { SubscriptionRuns } from "./subscription.ts";

/** The statuses of subscriptions that bill. */
export const billingStatuses = ["active", "past_due"] as const satisfies readonly SubscriptionStatus[];

/** Which subscriptions have not started at the instant, run, or have ended. Each is in exactly one of the three. */
export function runsAt(at: Date): Record<SubscriptionRuns, SQL> {
  const { startedAt, endedAt } = subscription;
  return {
    "not-started": gt(startedAt, at),
    running: and(lte(startedAt, at), or(isNull(endedAt), gt(endedAt, at)))!,
    ended: and(lte(startedAt, at), lte(endedAt, at))!,
  };
}

/**
 * Subscriptions that bill at the instant: started, not ended, with the status active or past_due. Trials are out. Those of an interval
 * that cannot be brought to a month are among them, see `mrrWhere`.
 */
export function billingWhere(at: Date): SQL {
  return and(runsAt(at).running, inArray(subscription.status, [...billingStatuses]))!;
}

/** Subscriptions that count in monthly recurring revenue at the instant: they bill, by the day, week, month or year. Never null. */
export function mrrWhere(at: Date): SQL {
  return and(billingWhere(at), inArray(subscription.recurringInterval, [...recurringInterval]))!;
}

/** How often a subscription of each interval bills in a year. */
const YEARLY: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, year: 1 };

const timesAYear = sql.raw(
  Object.entries(YEARLY)
    .map(([interval, times]) => `when '${interval}' then ${times}`)
    .join(" "),
);

/** Minor units in a year, a whole number: 12 times the month. Null for an interval that is none of day, week, month and year. */
export const yearlyAmountOf = (amount: AnyColumn | SQL, interval: AnyColumn | SQL): SQL =>
  sql`(${amount}::bigint * case ${interval} ${timesAYear} end)`;

const yearlyAmount = yearlyAmountOf(subscription.amount, subscription.recurringInterval);

/**
 * The monthly recurring revenue of rows of ONE currency, in its minor unit: year / 12, week × 52 / 12, day × 365 / 12, rounded half up once.
 * The sum is divided, not its parts, so that six times a twelfth is a half and not a little less. 0 for no rows; rows that cannot be brought
 * to a month add nothing.
 *
 * @param rows the rows that are added up, of those that are selected
 */
export const mrrSumOf = (rows: SQL) => sql<number>`coalesce(floor((sum(${yearlyAmount}) filter (where ${rows}) + 6) / 12), 0)::float8`;

const mrrSum = mrrSumOf(sql`true`);

/** How many of the rows `mrrSum` adds up. */
const mrrCount = sql<number>`count(${yearlyAmount})::int`;

/** Monthly recurring revenue of one currency. */
export interface CurrencyMrr {
  currency: string;
  /** Subscriptions that count in it. */
  subscriptions: number;
  /** In the currency's minor unit, rounded half up once. Sums pass 2^31 but not 2^53. */
  mrr: number;
  /** Subscriptions that bill too, but at an interval that cannot be brought to a month: not in the two numbers above. */
  notNormalised: number;
}

/** What is selected of subscriptions that bill, grouped by their currency, for a `CurrencyMrr` of each. */
export const currencyMrr = {
  currency: subscription.currency,
  subscriptions: mrrCount,
  mrr: mrrSum,
  notNormalised: sql<number>`(count(*) - ${mrrCount})::int`,
};

/**
 * The same of subscriptions of ONE currency that bill, which are added up by interval already: what `currencyMrr` selects.
 *
 * @param parts of each interval the sum of the amounts, in minor units, and how many
 */
export function monthlyOf(parts: readonly { interval: string; amount: number; subscriptions: number }[]): Omit<CurrencyMrr, "currency"> {
  const monthly = { subscriptions: 0, yearly: 0, notNormalised: 0 };
  for (const { interval, amount, subscriptions } of parts) {
    const times = YEARLY[interval];
    if (times === undefined) monthly.notNormalised += subscriptions;
    else {
      monthly.subscriptions += subscriptions;
      monthly.yearly += amount * times;
    }
  }
  return { subscriptions: monthly.subscriptions, mrr: Math.floor((monthly.yearly + 6) / 12), notNormalised: monthly.notNormalised };
}
