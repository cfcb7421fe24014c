import { allows } from "~lib/auth/permissions.ts";
import type { Staff } from "~lib/auth/staff.server.ts";
import { chatList } from "~lib/chats/chat.ts";
import { listChats } from "~lib/chats/list-chats.server.ts";
import type { Db } from "~lib/db/database.server.ts";
import { productName } from "~lib/env.server.ts";
import { listPayments } from "~lib/payments/list-payments.server.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { listSubscriptions } from "~lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { listToolCalls } from "~lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { listUsage } from "~lib/usage/list-usage.server.ts";
import { usageList } from "~lib/usage/usage.ts";

/** Of each list, so many of the newest rows; the rest is a link away. */
const NEWEST = 5;

/** The newest rows that belong to a user in each list that `staff` may read; undefined for the others. A query each, side by side. */
export async function relatedOf(db: Db, staff: Staff, userId: string) {
  const ofUser = { filters: { user: [userId] }, size: NEWEST };
  const [subscriptions, payments, chats, toolCalls, usage] = await Promise.all([
    allows(staff.roles, "subscriptions:read") ? listSubscriptions(db, { ...subscriptionList.defaults, ...ofUser }) : undefined,
    allows(staff.roles, "payments:read") ? listPayments(db, { ...paymentList.defaults, ...ofUser }) : undefined,
    allows(staff.roles, "chats:read") ? listChats(db, { ...chatList.defaults, ...ofUser }) : undefined,
    allows(staff.roles, "tool-calls:read") ? listToolCalls(db, { ...toolCallList.defaults, ...ofUser }) : undefined,
    allows(staff.roles, "usage:read") ? listUsage(db, { ...usageList.defaults, ...ofUser }) : undefined,
  ]);
  return {
    subscriptions: subscriptions?.rows.map((row) => ({ ...row, product: productName(row.productId) })),
    payments: payments?.rows,
    chats: chats?.rows,
    toolCalls: toolCalls?.rows,
    usage: usage?.rows,
  };
}
