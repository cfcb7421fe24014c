import { and, desc, eq } from "drizzle-orm";
import { versionOf } from "../../audit/change-row.server.ts";
import type { Db } from "../../db/database.server.ts";
import { chatNote } from "../../db/schema.ts";
import { isUuid } from "../../list/uuid.ts";

/** So many of the newest are shown; nobody reads more on one page. */
const MOST = 200;

/** A note of staff on a chat; `updatedAt` is null until it is edited, `authorId` null when the author's account is gone. */
export type ChatNoteRow = Awaited<ReturnType<typeof notesOfChat>>[number];

const columns = {
  id: chatNote.id,
  chatId: chatNote.chatId,
  authorId: chatNote.authorId,
  authorName: chatNote.authorName,
  body: chatNote.body,
  createdAt: chatNote.createdAt,
  updatedAt: chatNote.updatedAt,
};

/** What staff noted about a chat, newest first, at most 200. They are staff's own words, so they are not read under a `Reading`. */
export function notesOfChat(db: Db, chatId: string) {
  return db
    .select(columns)
    .from(chatNote)
    .where(eq(chatNote.chatId, chatId))
    .orderBy(desc(chatNote.createdAt), desc(chatNote.id))
    .limit(MOST);
}

/** One note with its version, for a change; undefined where the chat has no such note. */
export async function getNoteForChange(db: Db, chatId: string, noteId: string) {
  if (!isUuid(noteId)) return undefined;
  const [row] = await db
    .select({ ...columns, version: versionOf(chatNote) })
    .from(chatNote)
    .where(and(eq(chatNote.id, noteId), eq(chatNote.chatId, chatId)));
  return row;
}
