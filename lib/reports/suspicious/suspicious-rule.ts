/**
 * The rules of what finance should look at, in words. What each of them asks the database stands in payment-rules.server.ts and
 * subscription-rules.server.ts, with the thresholds that are written here. Safe in a browser.
 */
export interface SuspiciousRule {
  /** Names the rule where a row breaks it: "Charged twice". */
  readonly title: string;
  /** Which rows break it, with every threshold. */
  readonly what: string;
  /** What it can cost, or what it makes wrong. */
  readonly why: string;
  readonly severity: Severity;
}

/** high: money is wrong now; medium: a number of ours may be wrong; low: to be known. */
export type Severity = "high" | "medium" | "low";

/** Two payments that are this near to each other may be one purchase. */
export const TWIN_MINUTES = 10;

/** Providers charge a moment before the period that they charge for begins. */
export const CHARGED_BEFORE_PERIOD_HOURS = 1;

/** So long a period may run before its payment is missed: a charge that failed is tried again. A period that is short gives half of itself. */
export const UNPAID_GRACE_DAYS = 2;

/** What is usual between two payments is read off the last days. */
export const SILENCE_HISTORY_DAYS = 90;
/** Fewer gaps between payments than this do not say what is usual. */
export const SILENCE_LEAST_GAPS = 50;
/** So many of a hundred gaps are shorter than the usual one, a multiple of which is a silence … */
export const SILENCE_PERCENTILE = 95;
export const SILENCE_MULTIPLE = 4;
/** … but never less than this: a busy shop is quiet for minutes. */
export const SILENCE_LEAST_HOURS = 1;

export const paymentRules = [
  "refunded-too-much",
  "charged-twice",
  "paid-after-lost-dispute",
  "lost-dispute",
  "amount-differs",
  "unreadable",
  "unknown-value",
  "after-silence",
] as const;
export type PaymentRule = (typeof paymentRules)[number];

export const subscriptionRules = ["unpaid-period", "unknown-value"] as const;
export type SubscriptionRule = (typeof subscriptionRules)[number];

export const paymentRule: Readonly<Record<PaymentRule, SuspiciousRule>> = {
  "refunded-too-much": {
    title: "Refunded above the payment",
    what: "The refunds that succeeded add up to more than the payment's total. One refund or several; pending and failed ones do not count.",
    why: "More money went out than came in, and the payment's net is below zero.",
    severity: "high",
  },
  "charged-twice": {
    title: "Charged twice",
    what: `Another payment of the same customer id, the same amount and the same currency within ${TWIN_MINUTES} minutes before or after; both succeeded. Both are listed. A payment without a customer id is never compared.`,
    why: "The customer may have paid twice for one thing, and will ask for it back or dispute it.",
    severity: "high",
  },
  "paid-after-lost-dispute": {
    title: "Paid after a lost dispute",
    what: "Succeeded, and made after a dispute that was lost: one over another payment of the same customer id or of the same subscription. Dodo Payments does not say when a dispute was lost, so the time is the one at which it was opened; where that cannot be read, its payment's.",
    why: "Whoever has won a dispute against us can win the next one, and each has a fee.",
    severity: "medium",
  },
  "lost-dispute": {
    title: "Dispute lost, still succeeded",
    what: "Its status is succeeded although a dispute over it was lost.",
    why: "The bank took the money back, yet the payment counts in gross and net: both take away refunds only, never disputes.",
    severity: "low",
  },
  "amount-differs": {
    title: "Not the subscription's amount",
    what: `Succeeded, made for the subscription's present period (from ${CHARGED_BEFORE_PERIOD_HOURS} hour before it begins), and of another currency or another amount than the subscription. No difference: the subscription's amount with tax on top; less than it, where the payment or the subscription has a discount; nothing at all, in a trial or within a day of the start. Payments of earlier periods are not compared: the subscription says what it costs now, not what it cost then.`,
    why: "The customer was charged something else than was agreed on. A change of plan within the period shows here too.",
    severity: "medium",
  },
  unreadable: {
    title: "Refund or dispute that cannot be read",
    what: "An entry of its refunds or disputes that has not the shape that Dodo Payments publishes: no list, no object, no or an unknown status, an amount, a currency or a date that cannot be read.",
    why: "What cannot be read counts nothing, so refunds and net may be wrong by it.",
    severity: "medium",
  },
  "unknown-value": {
    title: "Unknown status",
    what: "The status of the payment, of one of its refunds or of one of its disputes, or a dispute's stage, is none that Dodo Payments publishes. A payment without any status is not listed: that is allowed.",
    why: "Only succeeded payments and refunds count. One in a status that nobody knows here may be money that no total holds.",
    severity: "medium",
  },
  "after-silence": {
    title: "First payment after a silence",
    what: `No payment, of whatever status, for longer than is usual, and then this one. Usual is read off the gaps between the payments of the last ${SILENCE_HISTORY_DAYS} days: the length that ${SILENCE_PERCENTILE} of 100 do not pass. ${SILENCE_MULTIPLE} times as long is a silence, and never less than ${SILENCE_LEAST_HOURS} hour. Fewer than ${SILENCE_LEAST_GAPS} gaps do not say what is usual.`,
    why: "Nothing sold, or the webhook was down: then payments of that time may be missing, or bear the date at which they were delivered.",
    severity: "medium",
  },
};

export const subscriptionRule: Readonly<Record<SubscriptionRule, SuspiciousRule>> = {
  "unpaid-period": {
    title: "Active, period not paid",
    what: `Active, costs something, and no payment of it has succeeded since ${CHARGED_BEFORE_PERIOD_HOURS} hour before its present period began, which was more than ${UNPAID_GRACE_DAYS} days ago (or half the period, where that is shorter). Trials do not count.`,
    why: "Somebody has a plan that nobody paid for, or its payment does not name the subscription. A discount of 100 % shows here too.",
    severity: "high",
  },
  "unknown-value": {
    title: "Unknown status or interval",
    what: "Its status or its interval is none that Polar publishes.",
    why: "What is not known to be active or past due, or cannot be brought to a month, is left out of monthly recurring revenue.",
    severity: "medium",
  },
};

/** Where a rule stands on the page of all rules. `noun` is what it is about; both have one for unknown values. */
export const ruleAnchor = (noun: "payment" | "subscription", rule: PaymentRule | SubscriptionRule) => `${noun}-${rule}`;

/** The word for a severity. */
export const severityLabel: Readonly<Record<Severity, string>> = { high: "High", medium: "Medium", low: "Low" };
