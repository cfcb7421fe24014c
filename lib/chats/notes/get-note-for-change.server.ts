import { and, eq } from "drizzle-orm";
import { versionOf } from "../../audit/change-row.server.ts";
import type { Db } from "../../db/database.server.ts";
import { chatNote } from "../../db/schema.ts";
import { isUuid } from "../../list/uuid.ts";

/** One note with its version, for a change; undefined where the chat has no such note. */
export async function getNoteForChange(db: Db, chatId: string, noteId: string) {
  if (!isUuid(noteId)) return undefined;
  const [row] = await db
    .select({
      id: chatNote.id,
      chatId: chatNote.chatId,
      authorId: chatNote.authorId,
      authorName: chatNote.authorName,
      body: chatNote.body,
      createdAt: chatNote.createdAt,
      updatedAt: chatNote.updatedAt,
      version: versionOf(chatNote),
    })
    .from(chatNote)
    .where(and(eq(chatNote.id, noteId), eq(chatNote.chatId, chatId)));
  return row;
}
