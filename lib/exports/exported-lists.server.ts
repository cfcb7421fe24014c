import { sql } from "drizzle-orm";
import { auditList } from "../audit/audit.ts";
import { auditCsv } from "../audit/audit-csv.server.ts";
import { auditUntil, auditWhere } from "../audit/audit-where.server.ts";
import { listAudit } from "../audit/list-audit.server.ts";
import { allows } from "../auth/permissions.ts";
import { chatList } from "../chats/chat.ts";
import { chatCsv } from "../chats/chat-csv.server.ts";
import { chatWhere } from "../chats/chat-where.server.ts";
import { listChats } from "../chats/list-chats.server.ts";
import { listMessages } from "../chats/list-messages.server.ts";
import { messageList } from "../chats/message.ts";
import { messageCsv } from "../chats/message-csv.server.ts";
import { messageWhere } from "../chats/message-where.server.ts";
import { auditLog, chat, message, toolCalls, user } from "../db/schema.ts";
import { listToolCalls } from "../tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "../tool-calls/tool-call.ts";
import { toolCallCsv } from "../tool-calls/tool-call-csv.server.ts";
import { type ToolCallQuery, toolCallWhere } from "../tool-calls/tool-call-where.server.ts";
import { usageOrder } from "../usage/list-usage.server.ts";
import { usageList } from "../usage/usage.ts";
import { usageCsv, usageFields } from "../usage/usage-csv.server.ts";
import { usage } from "../usage/usage-source.server.ts";
import { type UsageQuery, usageWhere } from "../usage/usage-where.server.ts";
import { userOrder } from "../users/list-users.server.ts";
import { userList, userListFor } from "../users/user.ts";
import { userCsv, userFields } from "../users/user-csv.server.ts";
import { type UserQuery, userWhere } from "../users/user-where.server.ts";
import { type ExportedList, exportedFields, exportedList } from "./exported-list.server.ts";
import { entitlements, moneyEntries, payments, subscriptions } from "./money-lists.server.ts";

const users = exportedFields({
  permission: "users:read",
  spec: userList,
  specFor: (staff) => userListFor({ mayReadUsage: allows(staff.roles, "usage:read") }),
  from: user,
  where: (query: UserQuery) => userWhere(query),
  fields: userFields,
  order: userOrder,
  columns: (staff) => userCsv({ withMessages: allows(staff.roles, "chats:read") }),
});

const chats = exportedList({
  permission: "chats:read",
  spec: chatList,
  from: chat,
  where: chatWhere,
  list: listChats,
  columns: () => chatCsv,
});

const messages = exportedList({
  permission: "chats:read",
  spec: messageList,
  from: message,
  where: messageWhere,
  list: listMessages,
  columns: () => messageCsv,
});

const toolCallsList = exportedList({
  permission: "tool-calls:read",
  spec: toolCallList,
  from: toolCalls,
  where: toolCallWhere,
  list: (db, query: ToolCallQuery, { at }) => listToolCalls(db, query, at),
  columns: () => toolCallCsv,
});

const usageCounts = exportedFields({
  permission: "usage:read",
  spec: usageList,
  title: "Usage",
  from: usage,
  where: (query: UsageQuery) => usageWhere(query),
  fields: () => usageFields,
  joins: { user: sql`left join ${user} on ${user.id} = ${usage.userId}` },
  order: usageOrder,
  columns: () => usageCsv,
});

const audit = exportedList({
  permission: "audit:read",
  spec: auditList,
  title: "Audit log",
  from: auditLog,
  where: auditWhere,
  list: listAudit,
  columns: () => auditCsv,
  // An export leaves an entry itself.
  until: auditUntil,
});

/** Every list that can be exported, by its name. */
export const exportedLists = {
  users,
  chats,
  messages,
  "tool-calls": toolCallsList,
  usage: usageCounts,
  subscriptions,
  payments,
  entitlements,
  "reports/money/entries": moneyEntries,
  audit,
} as const satisfies Record<string, ExportedList>;

/** What people call a list; its name where it is no longer exported. */
export function exportedListTitle(name: string): string {
  return exportedListOf(name)?.title ?? name;
}

/** The list of that name; undefined where there is none. */
export function exportedListOf(name: string | null): ExportedList | undefined {
  return name !== null && Object.hasOwn(exportedLists, name) ? exportedLists[name as keyof typeof exportedLists] : undefined;
}
