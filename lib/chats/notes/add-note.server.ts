import { eq } from "drizzle-orm";
import type { z } from "zod";
import { recordAudit } from "../../audit/record-audit.server.ts";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { chat, chatNote } from "../../db/schema.ts";
import { Refusal } from "../../errors.ts";
import type { AddNote } from "./note-forms.ts";

/**
 * Notes something about a chat. The audit row keeps the words, so that what a note said can be told after it was changed.
 *
 * @returns the note's id
 * @throws Refusal 404 the chat is gone
 */
export async function addNote(db: Db, staff: Granted<"chats:note">, chatId: string, { body }: z.output<typeof AddNote>): Promise<string> {
  return db.transaction(async (tx) => {
    // Locked, so that the chat is not deleted between the look and the write.
    const [there] = await tx.select({ id: chat.id }).from(chat).where(eq(chat.id, chatId)).for("key share");
    if (!there) throw new Refusal(404, "This chat is no longer there.");
    const [added] = await tx
      .insert(chatNote)
      .values({ chatId, authorId: staff.id, authorName: staff.name, body, createdAt: new Date() })
      .returning({ id: chatNote.id });
    const { id } = added!;
    await recordAudit(tx, staff, {
      action: "chat_note.add",
      subject: { type: "chat_note", id },
      before: {},
      after: { body, chatId },
    });
    return id;
  });
}
