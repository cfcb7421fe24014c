import { eq } from "drizzle-orm";
import type { z } from "zod";
import { versionOf } from "../audit/change-row.server.ts";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { type ChatDeletion, describeChatDrift, formatCountedChat } from "./chat-deletion.ts";
import { type DeleteChat, oneLine } from "./chat-forms.ts";
import { maskText } from "./mask.ts";
import { previewChatDeletion } from "./preview-chat-deletion.server.ts";

/**
 * Deletes a chat with all that is in it. The audit row keeps its title, masked, whose it was, and what went in numbers.
 *
 * @returns what went
 * @throws Refusal 422 neither title nor id was typed; 409 the chat, or what is in it, is not as the person saw it; 404 gone
 */
export async function deleteChat(
  db: Db,
  staff: Granted<"chats:delete">,
  chatId: string,
  form: z.output<typeof DeleteChat>,
): Promise<ChatDeletion> {
  return db.transaction(async (tx) => {
    // With the chat's row locked nothing comes into it: what is counted now is what goes.
    const [row] = await tx
      .select({
        title: chat.title,
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

    await tx.delete(chat).where(eq(chat.id, chatId));
    await recordAudit(tx, staff, {
      action: "chat.delete",
      subject: { type: "chat", id: chatId },
      before: { ...facts, title, deleted: preview },
      after: {},
      reason: form.reason,
    });
    return preview;
  });
}

function isConfirmed(typed: string, names: readonly string[]): boolean {
  return typed !== "" && names.some((name) => oneLine(name).toLowerCase() === typed.toLowerCase());
}
