import type { Unit } from "./explained-number.ts";

export interface NumberWords {
  readonly title: string;
  /** The definition, for people who did not write it. */
  readonly words: string;
  readonly unit: Unit;
}

const rows: Unit = { kind: "rows" };
const money: Unit = { kind: "money" };
const duration: Unit = { kind: "duration" };
const things = (one: string, many: string): Unit => ({ kind: "things", one, many });

/**
 * What each number counts, in words: said behind the ⓘ beside it and on its own page. How it is counted stands beside its area's name in
 * this folder. Safe in a browser.
 */
export const numberWords = {
  "net-revenue": {
    title: "Net revenue",
    words:
      "The total amounts of succeeded payments less their succeeded refunds, by the time of the payment: a refund made later lowers the day of its payment. Amounts include tax. Each currency stands for itself; they are never added.",
    unit: money,
  },
  "gross-revenue": {
    title: "Gross revenue",
    words:
      "The total amounts of succeeded payments by the time of the payment, tax included, before any refund. Each currency stands for itself.",
    unit: money,
  },
  refunded: {
    title: "Refunded",
    words:
      "What the succeeded refunds of succeeded payments come to, by the time of the payment and not of the refund. A refund that failed, is pending or is in review takes nothing back. A refund entry that cannot be read adds nothing; where this number is explained, such payments are named.",
    unit: money,
  },
  "payments-succeeded": {
    title: "Succeeded payments",
    words: "Payments whose status is succeeded, refunded or not.",
    unit: rows,
  },
  payments: { title: "Payments", words: "Every payment that the search and the filters match, whatever became of it.", unit: rows },
  mrr: {
    title: "Monthly recurring revenue",
    words:
      "The amounts of all subscriptions that have started, have not ended and are active or past due, brought to a month: a year ÷ 12, a week × 52 ÷ 12, a day × 365 ÷ 12. They are added up exactly and each currency is rounded once, half up. Trials are out. A subscription billed at another interval is not normalised and adds nothing. Currencies are never added.",
    unit: money,
  },
  "mrr-subscriptions": {
    title: "Subscriptions in monthly recurring revenue",
    words: "Subscriptions that have started, have not ended, are active or past due, and are billed by the day, week, month or year.",
    unit: rows,
  },
  "not-normalised": {
    title: "Not normalised",
    words:
      "Subscriptions that bill now, but at an interval that is none of day, week, month and year: what they come to a month cannot be said, so monthly recurring revenue leaves them out.",
    unit: rows,
  },
  subscriptions: {
    title: "Subscriptions",
    words:
      "Every subscription that the search and the filters match, each under the status that Polar last reported: what the status was before is not in the database.",
    unit: rows,
  },
  users: {
    title: "Users",
    words: "Every user that the search and the filters match. Users who were deleted are gone and not counted.",
    unit: rows,
  },
  "sign-ups": { title: "Sign-ups", words: "Users by the time they joined. Users who were deleted since are not counted.", unit: rows },
  "active-users": {
    title: "Active users",
    words:
      "Users whose message counter has a row dated in the time: those who sent a message. Somebody active on several days counts once in the total, and once on each of the days.",
    unit: rows,
  },
  messages: {
    title: "Messages",
    words:
      "Messages of every role, the users' and the assistant's, by the time they were written. Messages of deleted chats are gone and not counted.",
    unit: rows,
  },
  "message-tokens": {
    title: "Tokens",
    words: "The total tokens, input and output, that the messages report. A message that reports none adds nothing.",
    unit: things("token", "tokens"),
  },
  chats: { title: "Chats", words: "Every chat that the search and the filters match. Deleted chats are gone and not counted.", unit: rows },
  "tool-calls": {
    title: "Tool calls",
    words: "Tool calls by the time they were made, each under the status that it has now: a call that is retried moves to another.",
    unit: rows,
  },
  "latency-p50": {
    title: "Tool latency, p50",
    words:
      "Half of the tool calls that both started and finished took at most so long from start to finish; between two calls it is interpolated. The calls are those made in the time, and a period's number is that of its calls, not of its days. Where nothing but days is asked for, it is told from a histogram, within 5 % of what the calls themselves give, and marked ≈.",
    unit: duration,
  },
  "latency-p95": {
    title: "Tool latency, p95",
    words:
      "95 of 100 tool calls that both started and finished took at most so long from start to finish; between two calls it is interpolated. The calls are those made in the time, and a period's number is that of its calls, not of its days. Where nothing but days is asked for, it is told from a histogram, within 5 % of what the calls themselves give, and marked ≈.",
    unit: duration,
  },
  usage: {
    title: "Daily counts",
    words: "Every row of both counters that the search and the filters match: one a user, day and counter.",
    unit: rows,
  },
  "usage-messages": {
    title: "Messages counted",
    words:
      "What the message counters hold, added up over their rows: one a user and day. It is what the product counted against a user's allowance, not how many messages there are, and staff can set it.",
    unit: things("message", "messages"),
  },
  "usage-searches": {
    title: "Extreme searches counted",
    words: "What the counters of extreme searches hold, added up over their rows: one a user and day. Staff can set it.",
    unit: things("extreme search", "extreme searches"),
  },
  "usage-total": {
    title: "Messages and extreme searches counted",
    words: "What the counters of messages and of extreme searches hold together: what the heaviest users are ordered by.",
    unit: things("message or extreme search", "messages and extreme searches"),
  },
  entries: {
    title: "Refunds and disputes",
    words:
      "Every refund and dispute that Dodo Payments reported of the payments, one an entry, that the filters match, whether it counts in the money report or not.",
    unit: rows,
  },
  entitlements: {
    title: "Users by what is to be said of their plan",
    words:
      "Users of whom one of the verdicts asked for holds now; where none is asked for, users of whom any verdict holds that says something is wrong. A user of whom several hold counts once.",
    unit: rows,
  },
  audit: {
    title: "Audit entries",
    words: "Every entry of the audit log that the filters match. An entry is never changed or deleted.",
    unit: rows,
  },
} as const satisfies Readonly<Record<string, NumberWords>>;

export type NumberId = keyof typeof numberWords;

/** The number that a list's own count is, by the end of the list's path: "/payments" is "payments". Undefined for a list without one. */
export function countOfList(path: string): NumberId | undefined {
  const id = path.slice(path.lastIndexOf("/") + 1);
  return Object.hasOwn(numberWords, id) ? (id as NumberId) : undefined;
}
