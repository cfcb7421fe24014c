import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, message, user } from "../db/schema.ts";
import { distinctValues } from "../list/distinct.server.ts";
import { countFound, pageCondition } from "../list/found-within.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { Total } from "../list/total.server.ts";
import { allTags } from "../tags/list-tags.server.ts";
import { tagsJson } from "../tags/tags-of-chats.server.ts";
import { nameOrEmail } from "../users/shown-name.ts";
import { chatList } from "./chat.ts";
import { chatCounts, withCounts } from "./chat-counts.server.ts";
import { type ChatQuery, chatConditions, chats } from "./chat-where.server.ts";
import { storedTitle, titleToShow } from "./shown-title.server.ts";

/** A chat as the list shows it: what it is about and how much is in it, nothing of what was said. */
export type ChatRow = Awaited<ReturnType<typeof listChats>>["rows"][number];

/** One page of chats. The counts and the tags are read for its rows alone. */
export async function listChats(db: Db, query: ChatQuery) {
  const { kept, found } = chatConditions(query, query.sort.key);
  const page = await readPage(
    query,
    {
      sort: { updatedAt: chat.updatedAt, createdAt: chat.createdAt },
      types: chatList.sort,
      id: chat.id,
      where: kept,
    },
    async (clause) =>
      db
        .select({
          id: chat.id,
          title: storedTitle,
          visibility: chat.visibility,
          createdAt: chat.createdAt,
          updatedAt: chat.updatedAt,
          userId: chat.userId,
          userName: nameOrEmail,
          ...chatCounts,
          tags: tagsJson(chat.id),
          sortKey: clause.sortKey,
        })
        .from(chat)
        .innerJoin(user, eq(user.id, chat.userId))
        .where(await pageCondition(db, chats, clause, found))
        .orderBy(...clause.orderBy)
        .limit(clause.limit),
  );
  // People write their numbers into what becomes the title.
  return { ...page, rows: page.rows.map((row) => ({ ...withCounts(row), title: titleToShow(row.title) })) };
}

/** How many chats match. */
export function countChats(db: Db, query: ChatQuery): Promise<Total> {
  return countFound(db, chats, chatConditions(query), query.exact);
}

/** What the filters over open sets can offer. */
export async function chatFilterOptions(db: Db): Promise<{ tag: { value: string; label: string }[]; model: string[] }> {
  const [tags, model] = await Promise.all([allTags(db), distinctValues(db, message.model)]);
  return { tag: tags.map(({ name }) => ({ value: name, label: name })), model };
}
