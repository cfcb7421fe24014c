import type pg from "pg";
import { formatCursor } from "../../../lib/list/cursor.ts";
import { LONG_CHAT } from "../fill/chats.ts";

/** Rows of the data that pages are about: of each kind a middling one, the same choice at any scale. */
export interface Facts {
  user: string;
  chat: string;
  longChat: string;
  payment: string;
  subscription: string;
  toolCall: string;
  usage: string;
  audit: string;
  /** For each list that goes deep: the row behind which its page begins, the hundred-thousandth where there are as many. */
  deep: Readonly<Record<DeepList, Deep>>;
  /** Days ago, as a day: `2026-03-01`. */
  daysAgo: (days: number) => string;
}

export interface Deep {
  /** Its place in the list, from 1. */
  place: number;
  key: string;
  id: string;
  /** The parameter that begins there. */
  search: string;
}

/** The farthest row that a page begins behind. */
const DEEP = 100_000;

const deepLists = {
  "/users": { from: `"user"`, key: "created_at", sort: "-createdAt" },
  "/chats": { from: "chat", key: "updated_at", sort: "-updatedAt" },
  "/messages": { from: "message", key: "created_at", sort: "-createdAt" },
  "/tool-calls": { from: "tool_calls", key: "created_at", sort: "-createdAt" },
  "/usage": {
    from: "(select 'messages:' || id as id, date from message_usage union all select 'searches:' || id, date from extreme_search_usage) as u",
    key: "date",
    sort: "-date",
  },
  "/subscriptions": { from: "subscription", key: `"createdAt"`, sort: "-createdAt" },
  "/payments": { from: "payment", key: "created_at", sort: "-createdAt" },
  "/audit": { from: "audit_log", key: "created_at", sort: "-createdAt" },
} as const;
export type DeepList = keyof typeof deepLists;

/** Looks up what pages are asked for. */
export async function lookUpFacts(client: pg.ClientBase): Promise<Facts> {
  const one = async <Row extends pg.QueryResultRow>(sql: string) => {
    const { rows } = await client.query<Row>(sql);
    if (!rows[0]) throw new Error(`The data holds no row for: ${sql}`);
    return rows[0];
  };
  const { user } = await one<{ user: string }>(`
    select u as user from (
      select s."userId" as u, (select count(*) from chat where "userId" = s."userId") as chats, (select count(*) from payment where user_id = s."userId") as payments,
        (select count(*) from message_usage where user_id = s."userId") as days
      from (select * from subscription where status = 'active' and "userId" is not null order by id limit 1500) as s
    ) as counted
    order by abs(chats - 5) + abs(payments - 5) + least(abs(days - 5), 20), u limit 1`);
  const { chat } = await one<{ chat: string }>(`
    select id as chat from (
      select id, (select count(*) from message where chat_id = c.id) as messages, (select count(*) from tool_calls where chat_id = c.id) as calls
      from (select id from chat order by created_at desc, id limit 3000 offset 500) as c
    ) as counted
    order by abs(messages - 8) + abs(calls - 2), id limit 1`);
  const { payment, subscription } = await one<{ payment: string; subscription: string }>(
    `select id as payment, subscription_id as subscription from payment
     where user_id = '${user}' and subscription_id is not null and status = 'succeeded' order by created_at desc limit 1`,
  );
  const { id: toolCall } = await one<{ id: string }>("select id from tool_calls where status = 'failed' order by created_at desc limit 1");
  const { id: usage } = await one<{ id: string }>("select 'messages:' || id as id from message_usage order by date desc, id limit 1");
  const { id: audit } = await one<{ id: string }>(
    "select id from audit_log where subject_type = 'user' order by created_at desc, id limit 1",
  );
  const deep = {} as Record<DeepList, Deep>;
  for (const [path, { from, key, sort }] of Object.entries(deepLists)) {
    const { rows: count } = await one<{ rows: number }>(`select count(*)::float8 as rows from ${from}`);
    const place = Math.min(DEEP, Math.floor(count / 2));
    const row = await one<{ key: string; id: string }>(
      `select ${key}::text as key, id::text as id from ${from} order by ${key} desc, ${from.includes(" as u") ? "u." : ""}id desc offset ${place - 1} limit 1`,
    );
    deep[path as DeepList] = { place, ...row, search: `after=${formatCursor(sort, row)}` };
  }
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  return { user, chat, longChat: LONG_CHAT, payment, subscription, toolCall, usage, audit, deep, daysAgo };
}

/** True for the page of a list that begins behind its hundred-thousandth row. */
export const isDeep = ({ label }: { label: string }) => label.includes(", behind row ");
