import { formatDate } from "../format.ts";
import { choice, days, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { type RedVerdict, redVerdict, verdictWords } from "./verdict.ts";

/** The filter's values beside the red verdicts: a subscription of the user is running, or none is. */
export const planVerdict = ["plan", "no_plan"] as const;
export type VerdictFilter = RedVerdict | (typeof planVerdict)[number];

export function verdictLabel(verdict: VerdictFilter): string {
  if (verdict === "plan") return "Has a plan";
  return verdict === "no_plan" ? "Has no plan" : verdictWords[verdict].label;
}

/** Users and why they have a plan or lack one. Without the filter it is those with a red verdict, which is what staff have to look into. */
export const entitlementList = listSpec({
  path: "/entitlements",
  noun: ["user", "users"],
  search: "Name or e-mail, or an exact user id",
  sort: { createdAt: "timestamp", email: "text" },
  defaultSort: "-createdAt",
  filters: {
    verdict: choice("Verdict", [...redVerdict, ...planVerdict], verdictLabel),
    createdAt: days("Joined"),
    id: values("User", { linkOnly: true }),
  },
  columns: {
    user: "User",
    verdicts: "In red",
    why: "Why they have a plan or lack one",
    subscriptions: "Subscriptions in red",
    payments: "Payments in red",
    createdAt: "Joined",
    email: { label: "E-mail", hidden: true },
    id: { label: "User id", hidden: true },
  },
});

/** The subscription that a user's plan is read from (see user-plan.server.ts), as far as the sentence needs it. */
export interface PresentSubscription {
  id: string;
  status: string;
  /** The product's name, or its id where it has none. */
  product: string;
  periodStart: Date;
  periodEnd: Date;
  cancelAtPeriodEnd: boolean;
  canceledAt: Date | null;
  endedAt: Date | null;
}

/** A subscription that breaks a rule. */
export interface Finding {
  verdict: RedVerdict;
  subscriptionId: string;
  /** Since when it does; null where no date says so. */
  since: Date | null;
  /** The payments that prove it, newest first, at most 20; none for a rule that looks at no payment. */
  paymentIds: string[];
  /** The subscription as it is now. */
  judged: { status: string; product: string; periodEnd: Date } | null;
  /** The first of those payments; `amount` in the currency's smallest unit. */
  newest: { amount: number; currency: string; at: Date } | null;
}

/** What a user without a subscription paid for: the latest of their payments that were kept, one for a subscription before a one-off one. */
export interface PaidWithout {
  /** Null for a one-off payment. */
  subscriptionId: string | null;
  /** There is such a subscription: it is not linked to them. */
  known: boolean;
}

export interface Entitlement {
  present: PresentSubscription | null;
  /** Null where there is a subscription, or no payment that was kept. */
  paidWithout: PaidWithout | null;
  findings: Finding[];
}

/** A part of a sentence: text, or the id of a subscription or a payment, which a page makes a link of. */
export type SentencePart = string | { subscriptionId: string } | { paymentId: string };

const running: readonly string[] = ["trialing", "active", "past_due"];

/**
 * Why a user has a plan now, or lacks one, in one sentence: "Pro: active until 3 Dec 2026 by subscription sub_1, which renews then." Dates are
 * days of `zone`.
 */
export function entitlementSentence(
  { present, paidWithout }: Pick<Entitlement, "present" | "paidWithout">,
  zone: string,
  now: Date | string,
): SentencePart[] {
  if (!present) return withoutSubscription(paidWithout);
  const { product, status, periodStart, periodEnd, endedAt, canceledAt } = present;
  const on = (date: Date | string) => formatDate(date, zone);
  const by: SentencePart = { subscriptionId: present.id };
  if (running.includes(status)) {
    if (endedAt && new Date(endedAt) <= new Date(now))
      return ["No plan: subscription ", by, ` ended on ${on(endedAt)}, though it is ${status.replace("_", " ")} by its status.`];
    const over = new Date(periodEnd) <= new Date(now);
    const renewal = status === "trialing" ? "which is charged then" : "which renews then";
    const after = present.cancelAtPeriodEnd ? `which was canceled${canceledAt ? ` on ${on(canceledAt)}` : ""} and ends then` : renewal;
    if (status === "past_due")
      return [`${product}: past due, its period began on ${on(periodStart)}, by subscription `, by, ", which is still running."];
    const word = status === "trialing" ? "on trial" : "active";
    if (over)
      return [
        `${product}: still ${word}, though its ${status === "trialing" ? "trial" : "period"} ended on ${on(periodEnd)}, by subscription `,
        by,
        ".",
      ];
    return [`${product}: ${word} until ${on(periodEnd)} by subscription `, by, `, ${after}.`];
  }
  switch (status) {
    case "canceled": {
      const words = [canceledAt && `was canceled on ${on(canceledAt)}`, endedAt && `ended on ${on(endedAt)}`].filter(Boolean).join(" and ");
      return ["No plan: subscription ", by, ` ${words || "is canceled"}.`];
    }
    case "unpaid":
      return ["No plan: subscription ", by, ` is unpaid; its last period began on ${on(periodStart)}.`];
    case "paused":
      return ["No plan: subscription ", by, " is paused."];
    case "incomplete":
      return ["No plan: the first payment of subscription ", by, " has not gone through."];
    case "incomplete_expired":
      return ["No plan: the first payment of subscription ", by, ` never went through${endedAt ? `; it expired on ${on(endedAt)}` : ""}.`];
    default:
      return ["Not known: subscription ", by, ` has the status “${status}”, which is none of Polar's.`];
  }
}

function withoutSubscription(paid: PaidWithout | null): SentencePart[] {
  if (!paid) return ["No plan: there has never been a subscription."];
  const { subscriptionId, known } = paid;
  if (subscriptionId === null) return ["No plan: there has never been a subscription; what they paid was one-off."];
  if (!known) return [`No plan: they paid for subscription ${subscriptionId}, which is not in the database.`];
  return ["No plan: they paid for subscription ", { subscriptionId }, ", which is not linked to them."];
}

/** The sentence as plain text, with whole ids. */
export function plainSentence(parts: readonly SentencePart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : "paymentId" in part ? part.paymentId : part.subscriptionId)).join("");
}

/** Findings by verdict, in the order of the rules; of each the subscriptions and payments without repetition. */
export function byVerdict(findings: readonly Finding[]) {
  return redVerdict.flatMap((verdict) => {
    const found = findings.filter((finding) => finding.verdict === verdict);
    if (found.length === 0) return [];
    const unique = (ids: readonly string[]) => [...new Set(ids)];
    return [
      {
        verdict,
        since: found.map((finding) => finding.since).find((since) => since !== null) ?? null,
        subscriptionIds: unique(found.map((finding) => finding.subscriptionId)),
        paymentIds: unique(found.flatMap((finding) => finding.paymentIds)),
      },
    ];
  });
}
