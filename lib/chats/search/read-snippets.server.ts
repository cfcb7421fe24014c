import { and, inArray } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { messageText } from "../../db/schema.ts";
import { type Marked, markMatches } from "./mark-matches.server.ts";
import type { SearchReading } from "./search-reading.server.ts";

/** Masked snippets of messages by id; those of chats that the reading does not cover are left out. */
export async function readSnippets(
  db: Db,
  reading: SearchReading,
  q: string,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Marked>> {
  if (reading.chatIds.length === 0 || messageIds.length === 0) return new Map();
  const rows = await db
    .select({ id: messageText.messageId, text: messageText.text })
    .from(messageText)
    .where(and(inArray(messageText.messageId, [...messageIds]), inArray(messageText.chatId, [...reading.chatIds])));
  const marked = await markMatches(
    db,
    q,
    rows.map(({ text }) => text),
  );
  return new Map(rows.map(({ id }, place) => [id, marked[place]!]));
}
