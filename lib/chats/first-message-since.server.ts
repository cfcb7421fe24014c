import { and, asc, eq, gte } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { message } from "../db/schema.ts";

/** The id of a chat's first message at an instant or after it; undefined where there is none. Nothing of its content is read. */
export async function firstMessageSince(db: Db, chatId: string, instant: Date): Promise<string | undefined> {
  const [row] = await db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.chatId, chatId), gte(message.createdAt, instant)))
    .orderBy(asc(message.createdAt), asc(message.id))
    .limit(1);
  return row?.id;
}
