import { isoTime } from "./iso-time.ts";
import { noMasking, startMasking } from "./masking.ts";
import type { MatchedPart } from "./match-tool-calls.ts";
import type { TranscriptMessage } from "./part.ts";
import type { ReadMessage } from "./read-message.ts";
import type { CallRow } from "./select-calls.server.ts";
import { showCall } from "./show-call.server.ts";
import { showFile, showPart } from "./show-part.server.ts";

/** What a transcript selects of a message. */
export interface MessageRow {
  id: string;
  role: string;
  createdAt: Date;
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  totalTokens: number | null;
  completionTime: number | null;
  parts: unknown;
  attachments: unknown;
}

/**
 * A message as it may leave the server. Never throws: where its content cannot be shown, the message says so in place.
 *
 * @param revealed nothing is masked, and every document is whole
 */
export function showMessage(
  { row, read, calls }: { row: MessageRow; read: ReadMessage; calls: ReadonlyMap<number, MatchedPart<CallRow>> },
  { chatId, revealed }: { chatId: string; revealed: boolean },
): TranscriptMessage {
  const facts = {
    id: row.id,
    role: row.role,
    createdAt: isoTime(row.createdAt),
    model: row.model,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    totalTokens: row.totalTokens,
    completionTime: row.completionTime,
  };
  const masking = revealed ? noMasking : startMasking();
  const showing = { masking, address: { chatId, messageId: row.id }, whole: revealed };
  try {
    const parts = read.parts.map((part, index) => {
      const shown = showPart(part, index, showing);
      const joined = calls.get(index);
      if (shown.kind !== "tool" || !joined) return shown;
      const { row: call, joinedBy, flags } = joined;
      const drawsFlights = shown.flights === null;
      return { ...shown, call: call && showCall(call, { masking, chatId, whole: revealed, joinedBy, drawsFlights }), flags };
    });
    const attachments = read.attachments.map((file) => showFile(file, masking));
    return { ...facts, parts, attachments, problem: read.problem, masked: masking.count };
  } catch {
    return { ...facts, parts: [], attachments: [], problem: "This message could not be shown.", masked: 0 };
  }
}
