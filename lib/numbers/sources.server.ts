import { eq, sql } from "drizzle-orm";
import { auditList } from "../audit/audit.ts";
import { auditWhere } from "../audit/audit-where.server.ts";
import { allows } from "../auth/permissions.ts";
import { chatList } from "../chats/chat.ts";
import { chatWhere } from "../chats/chat-where.server.ts";
import { messageList } from "../chats/message.ts";
import { messageWhere } from "../chats/message-where.server.ts";
import { auditLog, chat, message, payment, paymentEntry, subscription, toolCalls, user } from "../db/schema.ts";
import { entitlementList } from "../entitlements/entitlement.ts";
import { entitlementWhere } from "../entitlements/entitlement-where.server.ts";
import { paymentList } from "../payments/payment.ts";
import { paymentWhere } from "../payments/payment-where.server.ts";
import { moneyEntryList } from "../reports/money/entry-list.ts";
import { entryWhere } from "../reports/money/entry-where.server.ts";
import { subscriptionList } from "../subscriptions/subscription.ts";
import { subscriptionWhere } from "../subscriptions/subscription-where.server.ts";
import { toolCallList } from "../tool-calls/tool-call.ts";
import { toolCallWhere } from "../tool-calls/tool-call-where.server.ts";
import { usageList } from "../usage/usage.ts";
import { usage } from "../usage/usage-source.server.ts";
import { usageWhere } from "../usage/usage-where.server.ts";
import { userList, userListFor } from "../users/user.ts";
import { userWhere } from "../users/user-where.server.ts";
import type { Filters, RowSource } from "./list-number.server.ts";

/** The rows of a list, by the list's own filters. */
type RowsOf<List extends { filters: Filters }> = RowSource<List["filters"]>;

export const paymentRows: RowsOf<typeof paymentList> = {
  spec: paymentList,
  from: payment,
  where: paymentWhere,
  currency: payment.currency,
};

export const subscriptionRows: RowsOf<typeof subscriptionList> = {
  spec: subscriptionList,
  from: subscription,
  where: subscriptionWhere,
  currency: subscription.currency,
};

export const messageRows: RowsOf<typeof messageList> = { spec: messageList, from: message, where: messageWhere };

export const chatRows: RowsOf<typeof chatList> = { spec: chatList, from: chat, where: chatWhere };

export const toolCallRows: RowsOf<typeof toolCallList> = { spec: toolCallList, from: toolCalls, where: toolCallWhere };

export const usageRows: RowsOf<typeof usageList> = { spec: usageList, from: usage, where: (query) => usageWhere(query) };

export const userRows: RowsOf<typeof userList> = {
  spec: userList,
  specFor: (roles) => userListFor({ mayReadUsage: allows(roles, "usage:read") }),
  from: user,
  where: (query) => userWhere(query),
};

export const entryRows: RowsOf<typeof moneyEntryList> = {
  spec: moneyEntryList,
  from: sql`${paymentEntry} inner join ${payment} on ${eq(payment.id, paymentEntry.paymentId)}`,
  where: entryWhere,
  currency: paymentEntry.currency,
};

export const entitlementRows: RowsOf<typeof entitlementList> = { spec: entitlementList, from: user, where: entitlementWhere };

export const auditRows: RowsOf<typeof auditList> = { spec: auditList, from: auditLog, where: auditWhere };
