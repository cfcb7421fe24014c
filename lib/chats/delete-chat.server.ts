import { eq } from "drizzle-orm";
import type { z } from "zod";
import { versionOf } from "../audit/change-row.server.ts";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";
import { othersForAudit, refuseOnOthers } from "../deletion.ts";
import { Refusal } from "../errors.ts";
import { type ChatDeletionPreview, describeChatDrift, formatCountedChat } from "./chat-deletion.ts";
import { type DeleteChat, oneLine } from "./chat-forms.ts";
import { maskText } from "./mask.ts";
import { previewChatDeletion, productTablesInChat } from "./preview-chat-deletion.server.ts";
import { storedTitle } from "./shown-title.server.ts";

/**
 * Deletes a chat with all that is in it. The audit row keeps its title, masked, whose it was, and what went in numbers.
 *
 * @returns what went
 * @throws Refusal 422 neither title nor id was typed, or something of the product's own forbids it; 409 the chat, or what is in it, is not as the person saw it; 404 gone
 */
export async function deleteChat(
  db: Db,
  staff: Granted<"chats:delete">,
  chatId: string,
  form: z.output<typeof DeleteChat>,
): Promise<ChatDeletionPreview> {
  return db.transaction(async (tx) => {
    // With the chat's row locked nothing comes into it: what is counted now is what goes.
    const [row] = await tx
      .select({
        title: storedTitle,
        visibility: chat.visibility,
        userId: chat.userId,
        createdAt: chat.createdAt,
        updatedAt: chat.updatedAt,
        version: versionOf(chat),
      })
      .from(chat)
      .where(eq(chat.id, chatId))
      .for("update");
    if (!row) throw new Refusal(404, "This chat is no longer there.");
    const { version, ...facts } = row;
    const title = maskText(row.title).value;
    if (!isConfirmed(form.confirmation, [chatId, row.title, title])) {
      throw new Refusal(422, "This is neither the chat's title nor its id.", { field: "confirmation" });
    }
    const preview = await previewChatDeletion(tx, chatId);
    if (form.counted !== formatCountedChat(preview)) {
      const drift = describeChatDrift(form.counted, preview);
      throw new Refusal(409, `What goes has changed since you opened this page (${drift}). Look again before you delete.`);
    }
    if (version !== form.version) throw new Refusal(409, "This chat was changed since you opened this page. Look again before you delete.");

    refuseOnOthers(preview.others);
    // Nothing is left to the delete rules of the product's foreign keys: a live database may have others than ours.
    for (const table of productTablesInChat) await tx.delete(table).where(eq(table.chatId, chatId));
    await tx.delete(chat).where(eq(chat.id, chatId));
    await recordAudit(tx, staff, {
      action: "chat.delete",
      subject: { type: "chat", id: chatId },
      before: { ...facts, title, deleted: preview.goes, ...othersForAudit(preview.others) },
      after: {},
      reason: form.reason,
    });
    return preview;
  });
}

function isConfirmed(typed: string, names: readonly string[]): boolean {
  return typed !== "" && names.some((name) => oneLine(name).toLowerCase() === typed.toLowerCase());
}
