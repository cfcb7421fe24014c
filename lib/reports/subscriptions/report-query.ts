import { cleanText } from "../../list/filters.ts";
import { addMonths, monthsBetween, parseMonth } from "./month.ts";

/** The months that the report covers, both counting, and the currency that its months are shown of. */
export interface SubscriptionReportQuery {
  readonly from: string;
  readonly to: string;
  /** As the URL says it, which may be none that there is; see `currencyShown`. */
  readonly currency?: string;
}

const DEFAULT_MONTHS = 12;

/** More rows than this are no table for people. */
export const MAX_MONTHS = 36;

/**
 * A URL's parameters as a query: `from` and `to`, two months, and `currency`. Never throws: what makes no sense gives the last twelve months, the present
 * one included; a month that has not begun gives the present one.
 *
 * @param now the month that it is in the reporting zone
 */
export function parseSubscriptionReport(url: string | URL, now: string): SubscriptionReportQuery {
  const params = new URL(url, "http://localhost").searchParams;
  const asked = parseMonth(params.get("to")) ?? now;
  const to = asked > now ? now : asked;
  const least = addMonths(to, 1 - DEFAULT_MONTHS);
  const from = parseMonth(params.get("from")) ?? least;
  const currency = cleanText(params.get("currency") ?? "");
  return { from: from > to || from <= addMonths(to, -MAX_MONTHS) ? least : from, to, ...(currency && { currency }) };
}

/** The link to the report of these months. */
export function subscriptionReportHref({ from, to, currency }: SubscriptionReportQuery): string {
  return `/reports/subscriptions?${new URLSearchParams({ from, to, ...(currency && { currency }) })}`;
}

/** How many months the query covers. */
export function monthCount({ from, to }: SubscriptionReportQuery): number {
  return monthsBetween(from, to).length;
}
