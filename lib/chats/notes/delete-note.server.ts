import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { versionOf } from "../../audit/change-row.server.ts";
import { recordAudit } from "../../audit/record-audit.server.ts";
import { allows } from "../../auth/permissions.ts";
import type { Granted, Staff } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { chatNote } from "../../db/schema.ts";
import { Refusal } from "../../errors.ts";
import { isUuid } from "../../list/uuid.ts";
import { isOwnNote } from "./note.ts";
import type { DeleteNote } from "./note-forms.ts";

/** One's own note, and any note for those who may delete the whole chat. */
export function mayDeleteNote(staff: Staff, note: { authorId: string | null }): boolean {
  return isOwnNote(note, staff.id) || allows(staff.roles, "chats:delete");
}

/**
 * Deletes a note. The audit row keeps what it said.
 *
 * @throws Refusal 403 the note is another person's; 409 it is not as the person saw it; 404 gone
 */
export async function deleteNote(
  db: Db,
  staff: Granted<"chats:note">,
  chatId: string,
  noteId: string,
  form: z.output<typeof DeleteNote>,
): Promise<void> {
  if (!isUuid(noteId)) throw gone();
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ body: chatNote.body, authorId: chatNote.authorId, authorName: chatNote.authorName, version: versionOf(chatNote) })
      .from(chatNote)
      .where(and(eq(chatNote.id, noteId), eq(chatNote.chatId, chatId)))
      .for("update");
    if (!row) throw gone();
    if (!mayDeleteNote(staff, row)) throw new Refusal(403, "Only its author or an admin deletes a note.");
    if (row.version !== form.version)
      throw new Refusal(409, "This note was changed since you opened this page. Look again before you delete it.");
    await tx.delete(chatNote).where(eq(chatNote.id, noteId));
    await recordAudit(tx, staff, {
      action: "chat_note.delete",
      subject: { type: "chat_note", id: noteId },
      before: { body: row.body, author: row.authorName },
      after: { chatId },
      reason: form.reason,
    });
  });
}

const gone = () => new Refusal(404, "This note is no longer there.");
