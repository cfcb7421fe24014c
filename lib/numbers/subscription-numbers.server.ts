import { sql } from "drizzle-orm";
import { subscription } from "../db/schema.ts";
import { subscriptionStatus } from "../db/values.ts";
import type { FilterValues } from "../list/list-spec.ts";
import { statusLabel } from "../status-labels.ts";
import { billingStatuses, mrrSumOf } from "../subscriptions/mrr.server.ts";
import type { subscriptionList } from "../subscriptions/subscription.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { type ListNumberOptions, listNumber, type Measure } from "./list-number.server.ts";
import { only } from "./narrow.ts";
import { type NumberId, numberWords } from "./number-words.ts";
import { subscriptionRows } from "./sources.server.ts";

type SubscriptionFilters = (typeof subscriptionList)["filters"];
type Asked = FilterValues<SubscriptionFilters>;
type Known = Readonly<Record<string, readonly string[]>>;

const billed: Measure = (rows) => sql`coalesce(sum(${subscription.amount}) filter (where ${rows}), 0)::float8`;
const aMonth = { measure: mrrSumOf, figureWords: "would be a month" };
const asBilled = { measure: billed, figureWords: "as billed, at its own interval" };

const bills = (asked: Asked | undefined) => only(asked, "status", billingStatuses);
const running = (asked: Asked | undefined) => only(bills(asked), "runs", ["running"]);

function statusReason(status: string): string {
  if (status === "trialing") return "It is on trial: nothing is billed yet";
  return `Its status is ${statusLabel("subscription", status).toLowerCase()}: it does not bill`;
}

/** Subscriptions that do not bill now, each under the first reason that holds: status, then not started, then ended. */
function notBilling(asked: Asked, known: Known) {
  const others = new Set([...subscriptionStatus, ...(known.status ?? [])]);
  for (const status of billingStatuses) others.delete(status);
  return [
    ...[...others].map((status) => ({ why: statusReason(status), filters: only(asked, "status", [status]), ...aMonth })),
    { why: "It is active or past due, but has not started yet", filters: only(bills(asked), "runs", ["not-started"]), ...aMonth },
    { why: "It is active or past due, but has ended", filters: only(bills(asked), "runs", ["ended"]), ...aMonth },
  ];
}

const notNormalised = (asked: Asked) => only(running(asked), "mrr", false);
const normalised = (asked: Asked) => only(asked, "mrr", true);

const of = (
  id: NumberId,
  options: Omit<ListNumberOptions<SubscriptionFilters>, "id" | "title" | "words" | "unit" | "permission" | "source">,
) => listNumber({ id, ...numberWords[id], permission: "subscriptions:read", source: subscriptionRows, ...options });

const inMrr = {
  counted: normalised,
  countedWords: "Subscriptions that bill now, by the day, week, month or year",
  knownValues: { status: subscription.status },
  leftOut: (asked: Asked, known: Known) => [
    ...notBilling(asked, known),
    { why: "It bills at an interval that cannot be brought to a month", filters: notNormalised(asked), ...asBilled },
  ],
};

export const subscriptionNumbers: readonly ExplainedNumber[] = [
  of("mrr", { ...inMrr, measure: mrrSumOf }),
  of("mrr-subscriptions", inMrr),
  of("not-normalised", {
    ...inMrr,
    counted: notNormalised,
    countedWords: "Subscriptions that bill now, at another interval than day, week, month and year",
    leftOut: (asked, known) => [
      { why: "It counts in monthly recurring revenue", filters: normalised(asked), ...aMonth },
      ...notBilling(asked, known),
    ],
  }),
  of("subscriptions", { countedWords: "Subscriptions of every status" }),
];
