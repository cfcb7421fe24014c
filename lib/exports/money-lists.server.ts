import { sql } from "drizzle-orm";
import { payment, paymentEntry, subscription, user } from "../db/schema.ts";
import type { PaymentEntryKind } from "../db/values.ts";
import { entitlementList } from "../entitlements/entitlement.ts";
import { entitlementCsv } from "../entitlements/entitlement-csv.server.ts";
import { type EntitlementQuery, entitlementWhere } from "../entitlements/entitlement-where.server.ts";
import { listEntitlements } from "../entitlements/list-entitlements.server.ts";
import { paymentOrder } from "../payments/list-payments.server.ts";
import { paymentList } from "../payments/payment.ts";
import { paymentCsv, paymentFields } from "../payments/payment-csv.server.ts";
import { moneySums } from "../payments/payment-totals.server.ts";
import { type PaymentQuery, paymentWhere } from "../payments/payment-where.server.ts";
import { moneyEntryCsv, moneyEntryFields } from "../reports/money/entry-csv.server.ts";
import { moneyEntryList } from "../reports/money/entry-list.ts";
import { entryWhere, type MoneyEntryQuery } from "../reports/money/entry-where.server.ts";
import { entryOrder } from "../reports/money/list-entries.server.ts";
import { subscriptionOrder } from "../subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../subscriptions/subscription.ts";
import { subscriptionCsv, subscriptionFields } from "../subscriptions/subscription-csv.server.ts";
import { type SubscriptionQuery, subscriptionWhere } from "../subscriptions/subscription-where.server.ts";
import { exportedFields, exportedList } from "./exported-list.server.ts";

const succeeded = (row: { status: string | null }, amount: number) => (row.status === "succeeded" ? amount : 0);

/** Payments; net = gross − succeeded refunds, of succeeded ones. */
export const payments = exportedFields({
  permission: "payments:read",
  spec: paymentList,
  from: payment,
  where: (query: PaymentQuery, at) => paymentWhere(query, at),
  fields: () => paymentFields,
  order: paymentOrder,
  columns: () => paymentCsv,
  money: {
    from: ["currency", "status", "totalAmount", "refundedAmount"],
    currency: { sql: payment.currency, of: (row) => row.currency },
    sums: [
      { key: "rows", label: "Payments", isMoney: false, sql: sql<number>`count(*)::int`, of: () => 1 },
      {
        key: "total",
        label: "Total of any status",
        isMoney: true,
        sql: sql<number>`coalesce(sum(${payment.totalAmount}), 0)::float8`,
        of: (row) => row.totalAmount,
      },
      { key: "succeeded", label: "Succeeded", isMoney: false, sql: moneySums.succeeded, of: (row) => succeeded(row, 1) },
      { key: "gross", label: "Gross", isMoney: true, sql: moneySums.gross, of: (row) => succeeded(row, row.totalAmount) },
      { key: "refunded", label: "Refunded", isMoney: true, sql: moneySums.refunded, of: (row) => succeeded(row, row.refundedAmount) },
      {
        key: "net",
        label: "Net",
        isMoney: true,
        sql: sql<number>`${moneySums.gross} - ${moneySums.refunded}`,
        of: (row) => succeeded(row, row.totalAmount - row.refundedAmount),
      },
    ],
  },
});

/** Subscriptions, each with the amount of its own interval. */
export const subscriptions = exportedFields({
  permission: "subscriptions:read",
  spec: subscriptionList,
  from: subscription,
  where: (query: SubscriptionQuery, at) => subscriptionWhere(query, at),
  fields: () => subscriptionFields,
  joins: { user: sql`left join ${user} on ${user.id} = ${subscription.userId}` },
  order: subscriptionOrder,
  columns: () => subscriptionCsv,
  money: {
    from: ["currency", "amount"],
    currency: { sql: subscription.currency, of: (row) => row.currency },
    sums: [
      { key: "rows", label: "Subscriptions", isMoney: false, sql: sql<number>`count(*)::int`, of: () => 1 },
      {
        key: "amount",
        label: "Amount an interval",
        isMoney: true,
        sql: sql<number>`coalesce(sum(${subscription.amount}), 0)::float8`,
        of: (row) => row.amount,
      },
    ],
  },
});

/** Users with what is to be said of their plan. */
export const entitlements = exportedList({
  permission: "reports:read",
  spec: entitlementList,
  title: "Entitlements",
  from: user,
  where: entitlementWhere,
  list: (db, query: EntitlementQuery, { at }) => listEntitlements(db, query, at),
  columns: () => entitlementCsv,
});

const amountOfKind = (kind: PaymentEntryKind) =>
  sql<number>`coalesce(sum(${paymentEntry.amount}) filter (where ${paymentEntry.kind} = ${kind}), 0)::float8`;

/** Refunds and disputes; an amount that cannot be read adds nothing. */
export const moneyEntries = exportedFields({
  permission: "reports:read",
  spec: moneyEntryList,
  from: sql`${paymentEntry} inner join ${payment} on ${payment.id} = ${paymentEntry.paymentId}`,
  where: (query: MoneyEntryQuery) => entryWhere(query),
  fields: () => moneyEntryFields,
  order: entryOrder,
  columns: () => moneyEntryCsv,
  money: {
    from: ["currency", "kind", "amount"],
    currency: { sql: paymentEntry.currency, of: (row) => row.currency },
    sums: [
      { key: "rows", label: "Entries", isMoney: false, sql: sql<number>`count(*)::int`, of: () => 1 },
      {
        key: "refunds",
        label: "Refunds of any status",
        isMoney: true,
        sql: amountOfKind("refund"),
        of: (row) => (row.kind === "refund" ? (row.amount ?? 0) : 0),
      },
      {
        key: "disputes",
        label: "Disputes of any status",
        isMoney: true,
        sql: amountOfKind("dispute"),
        of: (row) => (row.kind === "dispute" ? (row.amount ?? 0) : 0),
      },
    ],
  },
});
