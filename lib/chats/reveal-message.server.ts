import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { message } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import type { Reading } from "./chat-reading.server.ts";
import { getTranscriptMessage } from "./transcript/get-transcript-message.server.ts";
import type { TranscriptMessage } from "./transcript/part.ts";

/**
 * One message with its e-mail addresses, phone, card and passport numbers in the clear. The audit row is committed before any of it is
 * read: where it cannot be written nothing is shown, and where showing fails afterwards the row stays.
 *
 * @throws Refusal 404 the chat has no such message
 */
export async function revealMessage(db: Db, staff: Granted<"chats:pii">, reading: Reading, messageId: string): Promise<TranscriptMessage> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ id: message.id })
      .from(message)
      .where(and(eq(message.id, messageId), eq(message.chatId, reading.chatId)));
    if (!row) throw new Refusal(404, "This message is no longer there.");
    await recordAudit(tx, staff, {
      action: "message.reveal",
      subject: { type: "message", id: messageId },
      before: {},
      after: { chat: reading.chatId },
    });
  });
  const revealed = await getTranscriptMessage(db, reading, messageId, { revealed: true });
  if (!revealed) throw new Refusal(404, "This message is no longer there.");
  return revealed;
}
