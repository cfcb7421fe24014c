import type { z } from "zod";
import { changeRow } from "../../audit/change-row.server.ts";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { chatNote } from "../../db/schema.ts";
import { Refusal } from "../../errors.ts";
import { isUuid } from "../../list/uuid.ts";
import { isOwnNote } from "./note.ts";
import type { EditNote } from "./note-forms.ts";

/**
 * Changes the words of one's own note.
 *
 * @param chatId the chat that the note is expected on
 * @throws Refusal 403 the note is another person's; 422 nothing would change; 404 or 409, see changeRow
 */
export async function editNote(db: Db, staff: Granted<"chats:note">, chatId: string, noteId: string, form: z.output<typeof EditNote>) {
  if (!isUuid(noteId)) throw gone();
  return changeRow(db, staff, {
    table: chatNote,
    id: chatNote.id,
    fields: { body: chatNote.body, chatId: chatNote.chatId, authorId: chatNote.authorId },
    subject: { type: "chat_note", id: noteId },
    noun: "note",
    version: form.version,
    form: ({ body }) => ({ body }),
    decide(before) {
      if (before.chatId !== chatId) throw gone();
      if (!isOwnNote(before, staff.id)) throw new Refusal(403, "Only its author changes a note. Add one of your own instead.");
      return {
        action: "chat_note.edit",
        set: { body: form.body },
        alsoSet: { updatedAt: new Date() },
        alsoRecord: { before: {}, after: { chatId } },
      };
    },
  });
}

const gone = () => new Refusal(404, "This note is no longer there.");
