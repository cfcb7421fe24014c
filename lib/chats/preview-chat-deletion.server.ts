import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { countOtherRows } from "../db/other-references.server.ts";
import { chat, chatNote, chatReading, chatTags, message, sessionStates, stream, toolCalls } from "../db/schema.ts";
import type { ChatDeletion, ChatDeletionPreview } from "./chat-deletion.ts";

/** What is in a chat, of the product's own tables. */
export const productTablesInChat = [message, toolCalls, stream, sessionStates] as const;

type OfChat = (typeof productTablesInChat)[number] | typeof chatTags | typeof chatNote | typeof chatReading;

/** Counts what the deletion of a chat takes along, each through an index, and what of the product's own refers to it. Two queries. */
export async function previewChatDeletion(db: Db, chatId: string): Promise<ChatDeletionPreview> {
  const others = await countOtherRows(db, [
    { table: chat, where: eq(chat.id, chatId) },
    ...productTablesInChat.map((table) => ({ table, where: eq(table.chatId, chatId) })),
  ]);
  const count = (table: OfChat) => sql`(select count(*) from ${table} where ${eq(table.chatId, chatId)})::int`;
  const { rows } = await db.execute<{ [What in keyof ChatDeletion]: number } & { others: (number | null)[] }>(sql`
    select ${count(message)} as messages, ${count(toolCalls)} as "toolCalls", ${count(stream)} as streams,
      ${count(sessionStates)} as "sessionStates", ${count(chatTags)} as tags, ${count(chatNote)} as notes, ${count(chatReading)} as readings,
      ${others.counts} as others`);
  const { others: counts, ...goes } = rows[0]!;
  return { goes, others: others.read(counts) };
}
