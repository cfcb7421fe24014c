import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, user } from "../db/schema.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { chatList } from "./chat.ts";
import { chatCounts } from "./chat-counts.server.ts";
import { type ChatQuery, chatWhere } from "./chat-where.server.ts";

/** A chat as the list shows it: what it is about and how much is in it, nothing of what was said. */
export type ChatRow = Awaited<ReturnType<typeof listChats>>["rows"][number];

/** One page of chats. The counts are made for its rows alone. */
export function listChats(db: Db, query: ChatQuery) {
  return readPage(
    query,
    {
      sort: { updatedAt: chat.updatedAt, createdAt: chat.createdAt },
      types: chatList.sort,
      id: chat.id,
      where: chatWhere(query),
    },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: chat.id,
          title: chat.title,
          visibility: chat.visibility,
          createdAt: chat.createdAt,
          updatedAt: chat.updatedAt,
          userId: chat.userId,
          userName: user.name,
          ...chatCounts,
          sortKey,
        })
        .from(chat)
        .innerJoin(user, eq(user.id, chat.userId))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many chats match. */
export function countChats(db: Db, query: ChatQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${chat} where ${chatWhere(query) ?? sql`true`}`, query.exact);
}
