import { type SubscriptionStatus, subscriptionStatus } from "../db/values.ts";
import { choice, days, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { reportFilters } from "../reports/subscriptions/report-filters.ts";
import { subscriptionRule, subscriptionRules } from "../reports/suspicious/suspicious-rule.ts";

/** Whether a subscription runs at an instant, whatever its status: each has not started, or runs, or has ended. */
export const subscriptionRuns = ["not-started", "running", "ended"] as const;
export type SubscriptionRuns = (typeof subscriptionRuns)[number];

const runsWords: Record<SubscriptionRuns, string> = { "not-started": "not yet started", running: "running now", ended: "ended" };

export const subscriptionList = listSpec({
  path: "/subscriptions",
  noun: ["subscription", "subscriptions"],
  search: "User's name or e-mail, or an exact subscription, customer or product id",
  sort: { createdAt: "timestamp", currentPeriodEnd: "timestamp", amount: "integer" },
  defaultSort: "-createdAt",
  filters: {
    status: values("Status"),
    currency: values("Currency"),
    interval: values("Interval"),
    periodEnd: days("Period end"),
    cancelsAtPeriodEnd: yesNo("Cancels at end"),
    withoutUser: yesNo("Linked", { yes: "to no user", no: "to a user" }),
    mrr: yesNo("Counts in MRR"),
    product: values("Product"),
    createdAt: days("Created"),
    runs: { ...choice("Runs", subscriptionRuns, (runs) => runsWords[runs]), linkOnly: true },
    user: values("User", { linkOnly: true }),
    suspicious: { ...choice("Suspicious", subscriptionRules, (rule) => subscriptionRule[rule].title), linkOnly: true },
    ...reportFilters,
    id: values("Subscription", { linkOnly: true }),
  },
  columns: {
    user: "User",
    product: "Product",
    status: "Status",
    amount: "Amount",
    currentPeriodEnd: "Period end",
    cancelsAtPeriodEnd: "Cancels at end",
    createdAt: "Created",
    startedAt: { label: "Started", hidden: true },
    endedAt: { label: "Ended", hidden: true },
    customer: { label: "Customer id", hidden: true },
    id: { label: "Subscription id", hidden: true },
  },
});

const over: readonly string[] = ["canceled", "incomplete_expired"] satisfies SubscriptionStatus[];

/** True when there is no period left to cancel at the end of or to renew. */
export function hasEnded({ status, endedAt }: { status: string; endedAt: Date | string | null }, at: Date | string): boolean {
  return over.includes(status) || (endedAt !== null && new Date(endedAt) <= new Date(at));
}

/** "a month", as in "$20.00 a month"; an interval that Polar does not list is said as it is. */
export function intervalWords(interval: string): string {
  return interval ? `a ${interval}` : "(no interval)";
}

/**
 * The two JSON texts of a subscription are as Polar's webhook left them. Undefined for one that is no JSON, and for one with a number
 * that JavaScript would round: both are better shown as they stand.
 */
export function parseJsonText(text: string): { value: unknown } | undefined {
  if (/(?:^|[[:,\s])-?\d[\d.]{15,}/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** What a status can be corrected to: Polar's statuses, and the present one where it is none of these. */
export function statusChoices(present: string): string[] {
  return (subscriptionStatus as readonly string[]).includes(present) ? [...subscriptionStatus] : [present, ...subscriptionStatus];
}
