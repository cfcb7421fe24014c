import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, message, user } from "../db/schema.ts";
import { chatCounts } from "./chat-counts.server.ts";

/** What is known about a chat, without what was said in it; undefined where there is none. `tokens` are those of all its messages. */
export async function getChat(db: Db, chatId: string) {
  const [row] = await db
    .select({
      id: chat.id,
      title: chat.title,
      visibility: chat.visibility,
      createdAt: chat.createdAt,
      updatedAt: chat.updatedAt,
      user: { id: user.id, name: user.name, email: user.email },
      ...chatCounts,
      tokens: sql<number>`(select coalesce(sum(${message.totalTokens}), 0)::float8 from ${message} where ${message.chatId} = ${chat.id})`,
    })
    .from(chat)
    .innerJoin(user, eq(user.id, chat.userId))
    .where(eq(chat.id, chatId));
  return row;
}
