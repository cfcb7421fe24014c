import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";
import { type CorrectChat, oneLine } from "./chat-forms.ts";
import { maskText } from "./mask.ts";

/**
 * Corrects a chat's title and who can see it. `updated_at` stays: it is the time of the last activity in the chat, by which the product and
 * this dashboard order chats, and staff are no part of the conversation.
 *
 * A title is shown masked, so a title that comes back as it was shown is left alone; the audit row has both titles masked.
 *
 * @throws Refusal 422 nothing would change; 404 or 409, see changeRow
 */
export function correctChat(db: Db, staff: Granted<"chats:change">, chatId: string, form: z.output<typeof CorrectChat>) {
  const masked = (title: string) => maskText(title).value;
  return changeRow(db, staff, {
    table: chat,
    id: chat.id,
    fields: { title: chat.title, visibility: chat.visibility },
    subject: { type: "chat", id: chatId },
    noun: "chat",
    version: form.version,
    form: (row) => ({ title: masked(row.title), visibility: row.visibility }),
    decide(before) {
      const title = form.title === oneLine(masked(before.title)) ? before.title : form.title;
      return {
        action: "chat.correct",
        set: { title, visibility: form.visibility },
        ...(title !== before.title && { alsoRecord: { before: { title: masked(before.title) }, after: { title: masked(title) } } }),
        reason: form.reason,
      };
    },
  });
}
