import type { Db } from "../../db/database.server.ts";
import type { Reading } from "../chat-reading.server.ts";
import { joinCalls } from "./join-calls.server.ts";
import type { TranscriptMessage } from "./part.ts";
import { selectMessage } from "./select-messages.server.ts";
import { showMessage } from "./show-message.server.ts";

/**
 * One message of the chat that is being read; undefined where the chat has none with this id.
 *
 * @param revealed nothing is masked, and every document is whole: only for a person whose revealing has been recorded
 */
export async function getTranscriptMessage(
  db: Db,
  reading: Reading,
  messageId: string,
  { revealed }: { revealed: boolean },
  now: Date = new Date(),
): Promise<TranscriptMessage | undefined> {
  const selected = await selectMessage(db, reading, messageId);
  if (selected.begin === selected.end) return undefined;
  const { messages } = await joinCalls(db, reading, selected, { whole: revealed, now });
  const message = messages[selected.begin];
  return message && showMessage(message, { chatId: reading.chatId, revealed });
}
