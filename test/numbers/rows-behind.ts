import { auditList } from "../../lib/audit/audit.ts";
import { countAudit, listAudit } from "../../lib/audit/list-audit.server.ts";
import { chatList } from "../../lib/chats/chat.ts";
import { countChats, listChats } from "../../lib/chats/list-chats.server.ts";
import { countMessages, listMessages, type MessageRow } from "../../lib/chats/list-messages.server.ts";
import { messageList } from "../../lib/chats/message.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { entitlementList } from "../../lib/entitlements/entitlement.ts";
import { countEntitlements, listEntitlements } from "../../lib/entitlements/list-entitlements.server.ts";
import { everyPage, type Page } from "../../lib/list/keyset.server.ts";
import type { ListQuery, ListSpec } from "../../lib/list/list-spec.ts";
import type { Figure } from "../../lib/numbers/explained-number.ts";
import { countPayments, listPayments, type PaymentRow } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { countMoneyEntries, listMoneyEntries } from "../../lib/reports/money/list-entries.server.ts";
import { countSubscriptions, listSubscriptions, type SubscriptionRow } from "../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { countToolCalls, listToolCalls, type ToolCallRow } from "../../lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { countUsage, listUsage, type UsageRow } from "../../lib/usage/list-usage.server.ts";
import { usageList } from "../../lib/usage/usage.ts";
import { countUsers, listUsers } from "../../lib/users/list-users.server.ts";
import { userList } from "../../lib/users/user.ts";

/** Every row of a list from its first page to its last, by the list's own parser and reader. */
async function everyRow<Query extends Pick<ListQuery, "cursor" | "size">, R>(
  spec: { parse(url: string): Query },
  read: (db: Db, query: Query) => Promise<Page<R>>,
  db: Db,
  href: string,
): Promise<R[]> {
  const rows: R[] = [];
  for await (const page of everyPage(spec.parse(href), 1000, (query) => read(db, query))) rows.push(...page);
  return rows;
}

const paymentsAt = (db: Db, href: string) => everyRow(paymentList, listPayments, db, href);
const subscriptionsAt = (db: Db, href: string) => everyRow(subscriptionList, listSubscriptions, db, href);
const messagesAt = (db: Db, href: string) => everyRow(messageList, listMessages, db, href);
const toolCallsAt = (db: Db, href: string) => everyRow(toolCallList, listToolCalls, db, href);
const entriesAt = (db: Db, href: string) => everyRow(moneyEntryList, listMoneyEntries, db, href);
const usageAt = (db: Db, href: string) => everyRow(usageList, listUsage, db, href);

/** Every row that a link of these lists opens, page by page. */
export const rowsAt = {
  payments: paymentsAt,
  subscriptions: subscriptionsAt,
  messages: messagesAt,
  toolCalls: toolCallsAt,
  entries: entriesAt,
  usage: usageAt,
};

type ListedBy = Pick<ListSpec, "path" | "filters" | "search">;

interface ListBehind {
  spec: ListedBy;
  /** The ids of all the rows that a link opens. */
  idsAt(db: Db, href: string): Promise<string[]>;
  /** How many rows the list says that it has. */
  countAt(db: Db, href: string): Promise<number>;
}

/** A list by its own parser, reader and count. */
function listOf<Query extends Pick<ListQuery, "cursor" | "size" | "exact">>(
  spec: ListedBy & { parse(url: string): Query },
  read: (db: Db, query: Query) => Promise<Page<{ id: string }>>,
  count: (db: Db, query: Query) => Promise<{ count: number }>,
): ListBehind {
  return {
    spec,
    idsAt: async (db, href) => (await everyRow(spec, read, db, href)).map(({ id }) => id),
    countAt: async (db, href) => (await count(db, { ...spec.parse(href), exact: true })).count,
  };
}

const lists: readonly ListBehind[] = [
  listOf(paymentList, listPayments, countPayments),
  listOf(subscriptionList, listSubscriptions, countSubscriptions),
  listOf(messageList, listMessages, countMessages),
  listOf(toolCallList, listToolCalls, countToolCalls),
  listOf(moneyEntryList, listMoneyEntries, countMoneyEntries),
  listOf(usageList, listUsage, countUsage),
  listOf(chatList, listChats, countChats),
  listOf(userList, (db, query) => listUsers(db, query, { withMessages: false }), countUsers),
  listOf(auditList, listAudit, countAudit),
  listOf(entitlementList, listEntitlements, countEntitlements),
];

/** The list that a link leads to. */
export function listBehind(href: string): ListBehind {
  const path = href.split("?")[0];
  const list = lists.find(({ spec }) => spec.path === path);
  if (!list) throw new Error(`No list is known behind ${href}`);
  return list;
}

type AddUp = (db: Db, href: string) => Promise<Figure[]>;

function byCurrency<R extends { currency: string }>(rows: readonly R[], add: (rows: readonly R[]) => bigint): Figure[] {
  return [...new Set(rows.map((row) => row.currency))].map((currency) => ({
    currency,
    value: Number(add(rows.filter((row) => row.currency === currency))),
  }));
}

export const sum = <R>(rows: readonly R[], value: (row: R) => number) => rows.reduce((total, row) => total + BigInt(value(row)), 0n);
const ofPayments =
  (value: (row: PaymentRow) => number): AddUp =>
  async (db, href) =>
    byCurrency(await paymentsAt(db, href), (rows) => sum(rows, value));
const ofSubscriptions =
  (add: (rows: readonly SubscriptionRow[]) => bigint): AddUp =>
  async (db, href) =>
    byCurrency(await subscriptionsAt(db, href), add);
const one = (value: number | bigint | null): Figure[] => [{ currency: null, value: value === null ? null : Number(value) }];
const ofMessages =
  (value: (row: MessageRow) => number): AddUp =>
  async (db, href) =>
    one(sum(await messagesAt(db, href), value));
const ofUsage =
  (value: (row: UsageRow) => number): AddUp =>
  async (db, href) =>
    one(sum(await usageAt(db, href), value));

/** How often a subscription is paid a year; nothing where that cannot be said. */
const aYear: Readonly<Record<string, bigint>> = { day: 365n, week: 52n, month: 12n, year: 1n };

/** What rows of one currency come to a month: rounded half up once, of the sum. */
export function monthly(rows: readonly SubscriptionRow[]): bigint {
  const yearly = rows.reduce((total, row) => total + BigInt(row.amount) * (aYear[row.recurringInterval] ?? 0n), 0n);
  return (yearly + 6n) / 12n;
}

/** Milliseconds, between the two nearest calls in proportion; null of none. Each call has both times. */
export function percentile(calls: readonly ToolCallRow[], part: number): number | null {
  const sorted = calls.map((call) => call.finishedAt!.getTime() - call.startedAt!.getTime()).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
}
const latency =
  (part: number): AddUp =>
  async (db, href) =>
    one(percentile(await toolCallsAt(db, href), part));

const total = ofPayments((row) => row.totalAmount);
const refunded = ofPayments((row) => row.refundedAmount);
const entryAmount: AddUp = async (db, href) => byCurrency(await entriesAt(db, href), (rows) => sum(rows, (row) => row.amount!));

/** What the rows behind a number's link come to, added up here. A number of rows is their count. */
export const addUp: Readonly<Record<string, AddUp>> = {
  "net-revenue": ofPayments((row) => row.totalAmount - row.refundedAmount),
  "gross-revenue": total,
  refunded,
  mrr: ofSubscriptions(monthly),
  "message-tokens": ofMessages((row) => row.totalTokens ?? 0),
  "latency-p50": latency(0.5),
  "latency-p95": latency(0.95),
  "usage-messages": ofUsage((row) => (row.counter === "messages" ? row.count : Number.NaN)),
  "usage-searches": ofUsage((row) => (row.counter === "searches" ? row.count : Number.NaN)),
  "usage-total": ofUsage((row) => row.count),
  "report-gross": total,
  "report-tax": ofPayments((row) => row.tax!),
  "report-refunds": entryAmount,
  "report-disputes": entryAmount,
  "report-lost": entryAmount,
};

/** The same of what a number says of other rows than its own, by the words that it says it in. */
export const addUpWords: Readonly<Record<string, AddUp>> = {
  "total amount": total,
  refunded,
  "would be a month": ofSubscriptions(monthly),
  "as billed, at its own interval": ofSubscriptions((rows) => sum(rows, (row) => row.amount)),
};

/** The terms of net revenue: by the payment's time, and by the refund's own. */
export const addUpTerms: Readonly<Record<string, readonly AddUp[]>> = {
  "net-revenue": [total, refunded],
  "report-net": [total, entryAmount],
};
