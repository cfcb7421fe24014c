import { subscriptionStatus } from "../../db/values.ts";
import { COUNTED_UP_TO } from "../../list/counted.ts";
import { subscriptionList } from "../../subscriptions/subscription.ts";
import { daysOfMonth } from "./month.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";
import type { ReportPart } from "./report-rows.ts";

type Days = { from: string; to: string };

const exactly = (count: number) => ({ exact: count > COUNTED_UP_TO });

/**
 * The list behind each number of the report: it has exactly the rows that the number adds up or counts, and its own count is asked to be
 * exact where it would stop. Safe in a browser.
 */
export const reportLinks = {
  mrr: (month: string, part: ReportPart, currency: string, count: number) =>
    subscriptionList.link({ report: { month, part, currency } }, exactly(count)),
  /** In monthly recurring revenue now. */
  mrrNow: (currency: string, count: number) => subscriptionList.link({ mrr: true, currency: [currency] }, exactly(count)),
  running: (month: string, count: number) => subscriptionList.link({ runningAt: month }, exactly(count)),
  ended: (month: string, count: number) => subscriptionList.link({ endedIn: month }, exactly(count)),
  /** Started in the month in which they ended. */
  endedAtOnce: (month: string, count: number) => subscriptionList.link({ endedIn: month, startedIn: daysOfMonth(month) }, exactly(count)),
  cohort: (cohort: string, count: number) => subscriptionList.link({ cohort: { cohort } }, exactly(count)),
  retained: (cohort: string, after: number, count: number) => subscriptionList.link({ cohort: { cohort, after } }, exactly(count)),
  canceled: (days: Days, reason: string, count: number) => subscriptionList.link({ canceledAt: days, reason: [reason] }, exactly(count)),
  canceledWithoutDate: (count: number) => subscriptionList.link({ status: ["canceled"], cancellationKnown: false }, exactly(count)),
  renews: (days: Days, currency: string, count: number) => subscriptionList.link({ renews: days, currency: [currency] }, exactly(count)),
  /** Active and running, but set to end instead of renewing. */
  cancelsInstead: (days: Days, count: number) => subscriptionList.link(cancelsInstead(days), exactly(count)),
  trialsEnding: (days: Days, count: number) => subscriptionList.link(trialsEnding(days), exactly(count)),
  pastDueInstead: (days: Days, count: number) => subscriptionList.link(pastDueInstead(days), exactly(count)),
  status: (statuses: readonly string[], count: number) => subscriptionList.link({ status: statuses }, exactly(count)),
  statusIn: (status: string, currency: string, count: number) =>
    subscriptionList.link({ status: [status], currency: [currency] }, exactly(count)),
  /** Does not bill any more, and does not say since when. */
  endNotKnown: (count: number) => subscriptionList.link({ status: [...stopped], endKnown: false }, exactly(count)),
};

/** Statuses of subscriptions that billed and do not any more. */
export const stopped = ["canceled", "unpaid", "paused"] as const;

/** What does not renew in days in which its period ends, and why; as filters of the list. */
export const cancelsInstead = (days: Days) => ({
  status: ["active"],
  runs: ["running"] as const,
  cancelsAtPeriodEnd: true,
  periodEnd: days,
});
export const trialsEnding = (days: Days) => ({ status: ["trialing"], runs: ["running"] as const, periodEnd: days });
export const pastDueInstead = (days: Days) => ({ status: ["past_due"], runs: ["running"] as const, periodEnd: days });

/** The days of all months of the report. */
export function daysOfReport({ from, to }: SubscriptionReportQuery): Days {
  return { from: daysOfMonth(from).from, to: daysOfMonth(to).to };
}

export const isKnownStatus = (status: string): boolean => (subscriptionStatus as readonly string[]).includes(status);
