import { type DisputeStatus, type PaymentEntryProblem, paymentEntryKind, paymentEntryProblem, refundStatus } from "../../db/values.ts";
import { choice, days, values, yesNo } from "../../list/filters.ts";
import { listSpec } from "../../list/list-spec.ts";

/** Whether an entry of a payment's refunds or disputes counts in the money report, and why not. Each entry is exactly one of these. */
export const entryVerdicts = ["counts", "not_succeeded", "payment_not_succeeded", "unreadable"] as const;
export type EntryVerdict = (typeof entryVerdicts)[number];

export const verdictLabels: Record<EntryVerdict, string> = {
  counts: "Counts",
  not_succeeded: "Left out: the refund has not succeeded",
  payment_not_succeeded: "Left out: its payment has not succeeded",
  unreadable: "Left out: could not be read",
};

/** Refunds of these statuses move no money. Any other than these and `succeeded` is none that Dodo Payments publishes. */
export const unsucceededRefunds = refundStatus.filter((status) => status !== "succeeded");

/** Disputes of these statuses have cost the amount: lost, or given up by accepting them. */
export const lostDisputes = ["dispute_lost", "dispute_accepted"] as const satisfies DisputeStatus[];

export const problemLabels: Record<PaymentEntryProblem, string> = {
  not_a_list: "What should be a list of entries is none",
  too_many: "It is a list of more than 1,000 entries, which are not read",
  not_an_object: "The entry is no object",
  status: "Its status is missing or none that is published",
  amount: "Its amount cannot be read",
  currency: "It is in another currency than its payment",
  date: "Its date cannot be read, so it counts on its payment's",
};

export const kindLabels = { refund: "Refund", dispute: "Dispute" } as const;

/** What is to be known of every sum of refunds and disputes while those from before Purser came are being read. */
export const entriesIncomplete = {
  title: "Refunds and disputes from before Purser was set up are still being read",
  words: "Until that is done, refunds and disputes are too low and net is too high, in whatever time.",
} as const;

/** The filter value that stands for an entry without a status. */
export const NO_ENTRY_STATUS = "none";

/** The refunds and disputes of all payments, entry by entry, each on its own date. */
export const moneyEntryList = listSpec({
  path: "/reports/money/entries",
  noun: ["refund or dispute", "refunds and disputes"],
  search: null,
  sort: { at: "timestamp" },
  defaultSort: "-at",
  filters: {
    kind: choice("Kind", paymentEntryKind, (kind) => kindLabels[kind]),
    report: choice("In the money report", entryVerdicts, (verdict) => verdictLabels[verdict]),
    problem: choice("Problem", paymentEntryProblem, (problem) => problemLabels[problem]),
    status: values("Status"),
    lost: yesNo("Dispute lost or accepted"),
    currency: values("Currency"),
    at: days("Time"),
    product: values("Product", { linkOnly: true }),
    country: values("Billing country", { linkOnly: true }),
    method: values("Method", { linkOnly: true }),
    payment: values("Payment", { linkOnly: true }),
    id: values("Entry", { linkOnly: true }),
  },
  columns: {
    at: "Time",
    kind: "Kind",
    status: "Status",
    amount: "Amount",
    report: "In the money report",
    problem: "Problem",
    payment: "Payment",
    entryId: { label: "Refund or dispute id", hidden: true },
    stage: { label: "Stage", hidden: true },
    place: { label: "Place in the list", hidden: true },
  },
});
