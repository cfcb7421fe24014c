import type { CallFlag, JoinedCall, TranscriptMessage } from "./part.ts";

/** Messages on a page of a transcript. */
export const TRANSCRIPT_PAGE = 50;

/** Where in a transcript a page stands. Cursors are words that only the transcript itself understands. */
export type TranscriptPosition = { at: "start" } | { at: "end" } | { after: string } | { before: string } | { message: string };

/** What a transcript shows: a message, or a row of `tool_calls` that no part of a message tells of, at its time. */
export type TranscriptItem = { type: "message"; message: TranscriptMessage } | { type: "call"; call: JoinedCall; flags: CallFlag[] };

/** A page of a transcript, oldest first. */
export interface TranscriptPage {
  items: TranscriptItem[];
  /** The cursor for `before`; null at the beginning of the chat. */
  earlier: string | null;
  /** The cursor for `after`; null at its end. */
  later: string | null;
}

/** The position that a URL asks for: `message`, `after`, `before` or `at=end`, in this order; otherwise the start. */
export function parsePosition(params: URLSearchParams): TranscriptPosition {
  const [message, after, before] = [params.get("message"), params.get("after"), params.get("before")];
  if (message) return { message };
  if (after) return { after };
  if (before) return { before };
  return { at: params.get("at") === "end" ? "end" : "start" };
}

/** The link to a position in a chat's transcript. The link to a message leads to its place on the page. */
export function positionHref(chatId: string, position: TranscriptPosition): string {
  const path = `/chats/${encodeURIComponent(chatId)}`;
  if ("at" in position && position.at === "start") return path;
  const hash = "message" in position ? `#${messageAnchor(position.message)}` : "";
  return `${path}?${new URLSearchParams(position)}${hash}`;
}

/** The id of a message's element on the page, which links to the message name behind their `#`. */
export function messageAnchor(messageId: string): string {
  return `message-${encodeURIComponent(messageId)}`;
}
