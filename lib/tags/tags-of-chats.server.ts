import { type AnyColumn, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chatTags, tag } from "../db/schema.ts";
import type { ChatTag } from "./tag.ts";

/** The tags of one chat, by their names. */
export async function tagsOfChat(db: Db, chatId: string): Promise<ChatTag[]> {
  return (await tagsOfChats(db, [chatId])).get(chatId) ?? [];
}

/** The tags of several chats, by chat; a chat without tags is left out. One query, none for no chats. */
export async function tagsOfChats(db: Db, chatIds: readonly string[]): Promise<Map<string, ChatTag[]>> {
  const tags = new Map<string, ChatTag[]>();
  if (chatIds.length === 0) return tags;
  const rows = await db
    .select({ chatId: chatTags.chatId, id: tag.id, name: tag.name, color: tag.color })
    .from(chatTags)
    .innerJoin(tag, eq(tag.id, chatTags.tagId))
    .where(inArray(chatTags.chatId, [...chatIds]))
    .orderBy(asc(sql`lower(${tag.name})`), asc(tag.id));
  for (const { chatId, ...each } of rows) tags.set(chatId, [...(tags.get(chatId) ?? []), each]);
  return tags;
}

/** The same as a column of a select that joins another table too (see chatCounts): the tags of the chat whose id is `chatId`. */
export function tagsJson(chatId: AnyColumn): SQL<ChatTag[]> {
  return sql<ChatTag[]>`(
    select coalesce(
      json_agg(json_build_object('id', ${tag.id}, 'name', ${tag.name}, 'color', ${tag.color}) order by lower(${tag.name}), ${tag.id}), '[]'
    )
    from ${chatTags} join ${tag} on ${tag.id} = ${chatTags.tagId} where ${chatTags.chatId} = ${chatId}
  )`;
}
