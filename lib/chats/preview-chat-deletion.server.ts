import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chatNote, chatReading, chatTags, message, sessionStates, stream, toolCalls } from "../db/schema.ts";
import type { ChatDeletion } from "./chat-deletion.ts";

type OfChat =
  | typeof message
  | typeof toolCalls
  | typeof stream
  | typeof sessionStates
  | typeof chatTags
  | typeof chatNote
  | typeof chatReading;

/** Counts what the deletion of a chat takes along. One query, each count through an index. */
export async function previewChatDeletion(db: Db, chatId: string): Promise<ChatDeletion> {
  const count = (table: OfChat) => sql`(select count(*) from ${table} where ${eq(table.chatId, chatId)})::int`;
  const { rows } = await db.execute<{ [What in keyof ChatDeletion]: number }>(sql`select ${count(message)} as messages,
    ${count(toolCalls)} as "toolCalls", ${count(stream)} as streams, ${count(sessionStates)} as "sessionStates",
    ${count(chatTags)} as tags, ${count(chatNote)} as notes, ${count(chatReading)} as readings`);
  return rows[0]!;
}
