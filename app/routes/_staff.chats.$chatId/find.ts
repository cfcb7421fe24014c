import { positionHref } from "~lib/chats/transcript/transcript.ts";

/** The most characters that are looked for. */
export const FIND_LENGTH = 200;

/** What an address looks for in the chat; empty where it looks for nothing. */
export function parseFind(params: URLSearchParams): string {
  return (params.get("find") ?? "").replaceAll("\0", "").trim().slice(0, FIND_LENGTH).toWellFormed();
}

/** The link to a match: to its message, with what is looked for. */
export function matchHref(chatId: string, find: string, messageId: string): string {
  const href = positionHref(chatId, { message: messageId });
  return href.replace("?", `?${new URLSearchParams({ find })}&`);
}
