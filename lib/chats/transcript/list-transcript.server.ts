import type { Db } from "../../db/database.server.ts";
import type { Reading } from "../chat-reading.server.ts";
import { joinCalls } from "./join-calls.server.ts";
import { startMasking } from "./masking.ts";
import { cursorOf, selectMessages } from "./select-messages.server.ts";
import { showCall } from "./show-call.server.ts";
import { showMessage } from "./show-message.server.ts";
import type { TranscriptItem, TranscriptPage, TranscriptPosition } from "./transcript.ts";

/**
 * A page of the transcript of the chat that is being read: fifty messages, oldest first, each part joined with its row of `tool_calls`, and
 * between them the rows that no part tells of. Everything is masked. A position that makes no sense, or a message of another chat, gives
 * the start. A message that cannot be read says so in its place and spoils no other.
 */
export async function listTranscript(
  db: Db,
  reading: Reading,
  position: TranscriptPosition,
  now: Date = new Date(),
): Promise<TranscriptPage> {
  const { chatId } = reading;
  const selected = await selectMessages(db, reading, position);
  const { messages, orphans } = await joinCalls(db, reading, selected, { whole: false, now });
  const page = messages.slice(selected.begin, selected.end);
  const items: TranscriptItem[] = page.map(({ row, read, calls }) => ({
    type: "message",
    message: showMessage({ row, read, calls }, { chatId, revealed: false }),
  }));
  const first = page[0]?.row;
  const last = page.at(-1)?.row;
  return {
    items: withOrphans(
      items,
      orphans.map(({ row, flags }) => ({
        type: "call",
        call: showCall(row, { masking: startMasking(), chatId, whole: false, joinedBy: null, drawsFlights: true }),
        flags,
      })),
    ),
    earlier: first && (selected.begin > 0 || selected.more.before) ? cursorOf(first) : null,
    later: last && (selected.end < selected.messages.length || selected.more.after) ? cursorOf(last) : null,
  };
}

type CallItem = Extract<TranscriptItem, { type: "call" }>;

const timeOf = (item: TranscriptItem) => (item.type === "message" ? item.message.createdAt : item.call.createdAt);

/** Puts each call behind the last message that is not younger. Both are in order of time. */
function withOrphans(messages: readonly TranscriptItem[], calls: readonly CallItem[]): TranscriptItem[] {
  const items: TranscriptItem[] = [];
  let i = 0;
  for (const message of messages) {
    while (i < calls.length && timeOf(calls[i]!) < timeOf(message)) items.push(calls[i++]!);
    items.push(message);
  }
  return [...items, ...calls.slice(i)];
}
