import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import { authorize, type Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { type CorrectChat, oneLine } from "./chat-forms.ts";
import { asksForReason, openedChat } from "./chat-reading.server.ts";
import { maskText } from "./mask.ts";

/** What masking leaves in a text, see `maskText`. */
const MASKED = /‹[^›]{1,40}›/;

/**
 * Corrects a chat's title and who can see it. `updated_at` stays: it is the time of the last activity in the chat, by which the product and
 * this dashboard order chats, and staff are no part of the conversation.
 *
 * A title is shown masked, so a title that comes back as it was shown is left alone; the audit row has both titles masked.
 *
 * @throws Refusal 422 nothing would change, the title holds what masking put there, or a private chat that this person has not opened would
 * become public; 404 or 409, see changeRow
 */
export function correctChat(db: Db, staff: Granted<"chats:change">, chatId: string, form: z.output<typeof CorrectChat>) {
  // A live product's table may have rows without one.
  const masked = (title: string | null) => maskText(title ?? "").value;
  return changeRow(db, staff, {
    table: chat,
    id: chat.id,
    fields: { title: chat.title, visibility: chat.visibility },
    subject: { type: "chat", id: chatId },
    noun: "chat",
    version: form.version,
    form: (row) => ({ title: masked(row.title), visibility: row.visibility }),
    async decide(before, tx) {
      if (form.title !== oneLine(masked(before.title)) && MASKED.test(form.title)) {
        throw new Refusal(422, "Part of this title is masked. Write it anew without the words in ‹ ›: they would be saved as they stand.", {
          field: "title",
        });
      }
      // What is public opens without a reason, so making it public must not be the way around saying one.
      if (before.visibility !== "public" && form.visibility === "public") {
        const reader = authorize(staff, "chats:read");
        if (!reader || (asksForReason(reader, before) && !(await openedChat(tx, reader, { id: chatId, ...before })))) {
          throw new Refusal(422, "Open this private chat with a reason before you make it public.", { field: "visibility" });
        }
      }
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
