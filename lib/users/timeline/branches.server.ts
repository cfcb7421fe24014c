import { type SQL, sql } from "drizzle-orm";
import {
  auditLog,
  chat,
  extremeSearchUsage,
  messageUsage,
  payment,
  session,
  subscription,
  toolCallFailure,
  toolCalls,
  usageRowId,
} from "../../db/schema.ts";
import { jsonTime } from "./json-time.server.ts";
import type { TimelineKind } from "./timeline.ts";

/** Where entries of one kind come from. Each branch is ordered and cut by itself, in the order of an index where there is one. */
export interface Branch {
  kind: TimelineKind;
  /** When it happened, never null, and what tells entries of one instant apart: unique among those of the same rank. */
  at: SQL;
  id: SQL;
  idType: "text" | "uuid";
  /** Ends on a condition, so that more can follow. */
  from: SQL;
  /** Columns that `facts` needs, each with a name. */
  carried: SQL;
  /** A JSON object made of the carried columns, which stand in `b`; only those of a page are made. */
  facts: SQL;
  /** Asked of each row of `from` through this lateral part, so that the keyset reaches the index within: see `staffActs`. */
  each?: { source: SQL; at: SQL; id: SQL };
}

/** Among entries of one instant the newest comes first: what follows from another stands above it. */
export const rankOf: Readonly<Record<TimelineKind, number>> = {
  "sign-in": 0,
  chat: 1,
  "tool-failure": 2,
  usage: 3,
  payment: 4,
  refund: 5,
  dispute: 6,
  subscription: 7,
  staff: 8,
};

/** All that is told of a user, each from its own table. A session's token, and what was said in a chat, are never asked for. */
export function branchesOf(userId: string): Branch[] {
  return [
    {
      kind: "sign-in",
      at: sql`${session.createdAt}`,
      id: sql`${session.id}`,
      idType: "text",
      from: sql`${session} where ${session.userId} = ${userId}`,
      carried: sql`${session.ipAddress} as ip, ${session.userAgent} as agent, ${session.impersonatedBy} is not null as impersonated`,
      facts: sql`json_build_object('ip', b.ip, 'userAgent', b.agent, 'impersonated', b.impersonated)`,
    },
    {
      kind: "chat",
      at: sql`${chat.createdAt}`,
      id: sql`${chat.id}`,
      idType: "text",
      from: sql`${chat} where ${chat.userId} = ${userId}`,
      // Masked with some more behind it than is shown, so that no number is cut in half and stays.
      carried: sql`left(coalesce(${chat.title}, ''), 400) as title, ${chat.visibility} as visibility`,
      facts: sql`json_build_object('chatId', b.id, 'title', b.title, 'visibility', b.visibility)`,
    },
    {
      kind: "tool-failure",
      at: sql`${toolCallFailure.createdAt}`,
      id: sql`${toolCallFailure.toolCallId}`,
      idType: "uuid",
      from: sql`${chat} join ${toolCallFailure} on ${toolCallFailure.chatId} = ${chat.id} where ${chat.userId} = ${userId}`,
      carried: sql`${toolCallFailure.toolName} as tool`,
      facts: sql`(select json_build_object('toolCallId', b.id, 'tool', b.tool, 'status', ${toolCalls.status},
        'error', left(split_part(ltrim(${toolCalls.error}, E' \\t\\r\\n'), E'\\n', 1), 400)) from ${toolCalls} where ${toolCalls.id} = b.id)`,
    },
    usageBranch(userId, "messages"),
    usageBranch(userId, "searches"),
    {
      kind: "payment",
      at: sql`${payment.createdAt}`,
      id: sql`${payment.id}`,
      idType: "text",
      from: sql`${payment} where ${payment.userId} = ${userId}`,
      carried: sql`${payment.status} as status, ${payment.totalAmount} as amount, ${payment.currency} as currency,
        ${payment.paymentMethod} as method, ${payment.paymentMethodType} as method_type, ${payment.cardNetwork} as network,
        ${payment.cardLastFour} as last_four`,
      facts: sql`json_build_object('paymentId', b.id, 'status', b.status, 'amount', b.amount, 'currency', b.currency,
        'method', b.method, 'methodType', b.method_type, 'cardNetwork', b.network, 'cardLastFour', b.last_four)`,
    },
    paymentEntries(userId, "refund"),
    paymentEntries(userId, "dispute"),
    subscriptionEventsOf(userId),
    ...staffActs(userId),
  ];
}

/** A day's counter stands at the day that it counts, as in the list of counts. */
function usageBranch(userId: string, counter: "messages" | "searches"): Branch {
  const table = counter === "messages" ? messageUsage : extremeSearchUsage;
  const count = counter === "messages" ? messageUsage.messageCount : extremeSearchUsage.searchCount;
  return {
    kind: "usage",
    at: sql`${table.date}`,
    id: usageRowId(counter, table.id),
    idType: "text",
    from: sql`${table} where ${table.userId} = ${userId}`,
    carried: sql`${count} as count, ${table.resetAt} as reset_at`,
    facts: sql`json_build_object('usageId', b.id, 'counter', ${sql.raw(`'${counter}'`)}, 'count', b.count, 'resetAt', b.reset_at)`,
  };
}

/**
 * The entries that a payment carries as JSON, each at its own time, or at the payment's where it does not say one. What is no list is one
 * entry, as where the payment's page reads them. Each time is read once: the `offset 0` keeps it from being written into every place that
 * names it.
 */
function paymentEntries(userId: string, kind: "refund" | "dispute"): Branch {
  // A product may keep them as jsonb.
  const list = sql`(${kind === "refund" ? payment.refunds : payment.disputes}::json)`;
  return {
    kind,
    at: sql`coalesce(made.at, ${payment.createdAt})`,
    id: sql`(${payment.id} || ':' || entries.place)`,
    idType: "text",
    from: sql`${payment}
      cross join lateral json_array_elements(
        case when json_typeof(${list}) = 'array' then ${list} when json_typeof(${list}) <> 'null' then json_build_array(${list}) else '[]'::json end
      ) with ordinality as entries (entry, place)
      cross join lateral (select ${jsonTime(sql`public.json_member_text(entries.entry, 'created_at')`)} as at offset 0) as made
      where ${payment.userId} = ${userId}`,
    carried: sql`${payment.id} as payment_id, ${payment.totalAmount} as amount, ${payment.currency} as currency, entries.entry as entry,
      made.at is not null as dated`,
    facts: sql`json_build_object('paymentId', b.payment_id, 'totalAmount', b.amount, 'currency', b.currency, 'entry', b.entry, 'dated', b.dated)`,
  };
}

/** What the dates of a subscription tell: Polar keeps one row a subscription and no history, so of renewals only the last is known. */
function subscriptionEventsOf(userId: string): Branch {
  const s = subscription;
  return {
    kind: "subscription",
    at: sql`event.at`,
    id: sql`(${s.id} || ':' || event.place || event.name)`,
    idType: "text",
    from: sql`${s}
      cross join lateral (values
        (0, 'created', ${s.createdAt}),
        (1, 'started', case when ${s.startedAt} <> ${s.createdAt} then ${s.startedAt} end),
        (2, 'renewed', case when ${s.currentPeriodStart} > ${s.startedAt} then ${s.currentPeriodStart} end),
        (3, 'canceled', ${s.canceledAt}),
        (4, 'ends', case when ${s.endsAt} is distinct from ${s.endedAt} then ${s.endsAt} end),
        (5, 'ended', ${s.endedAt})
      ) as event (place, name, at)
      where ${s.userId} = ${userId} and event.at is not null`,
    carried: sql`${s.id} as subscription_id, event.name as event, ${s.productId} as product, ${s.status} as status, ${s.amount} as amount,
      ${s.currency} as currency, ${s.recurringInterval} as "interval", ${s.customerCancellationReason} as reason`,
    facts: sql`json_build_object('subscriptionId', b.subscription_id, 'event', b.event, 'product', b.product, 'status', b.status,
      'amount', b.amount, 'currency', b.currency, 'interval', b."interval", 'reason', b.reason)`,
  };
}

/**
 * What staff did to the user and to what is the user's: their chats and the calls in them, their daily counts, subscriptions and payments.
 * The log knows subjects by id alone, so each of these is asked for its own entries, through the index on the subject.
 */
function staffActs(userId: string): Branch[] {
  const subject = (type: string, id: SQL) => sql`${auditLog.subjectType} = ${sql.raw(`'${type}'`)} and ${auditLog.subjectId} = ${id}`;
  const base = {
    kind: "staff" as const,
    idType: "uuid" as const,
    carried: sql`acts.action, acts.actor_name, acts.subject_type, acts.subject_id, acts.reason`,
    facts: sql`json_build_object('auditId', b.id, 'action', b.action, 'actor', b.actor_name, 'subjectType', b.subject_type,
      'subjectId', b.subject_id, 'reason', b.reason)`,
    at: sql`acts.created_at`,
    id: sql`acts.id`,
  };
  const of = (owned: SQL, type: string, id: SQL): Branch => ({
    ...base,
    from: owned,
    each: { source: sql`${auditLog} where ${subject(type, id)}`, at: sql`${auditLog.createdAt}`, id: sql`${auditLog.id}` },
  });
  const owned = (table: typeof chat | typeof payment | typeof subscription | typeof messageUsage | typeof extremeSearchUsage) =>
    sql`(select id from ${table} where ${table.userId} = ${userId}) as owned`;
  return [
    of(sql`(select ${userId}::text as id) as owned`, "user", sql`owned.id`),
    of(owned(chat), "chat", sql`owned.id`),
    of(
      sql`(select ${toolCalls.id}::text as id from ${chat} join ${toolCalls} on ${toolCalls.chatId} = ${chat.id} where ${chat.userId} = ${userId}) as owned`,
      "tool_call",
      sql`owned.id`,
    ),
    of(owned(payment), "payment", sql`owned.id`),
    of(owned(subscription), "subscription", sql`owned.id`),
    of(owned(messageUsage), "message_usage", sql`owned.id`),
    of(owned(extremeSearchUsage), "extreme_search_usage", sql`owned.id`),
  ];
}
