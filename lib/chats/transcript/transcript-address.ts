/** A message of a chat, for the addresses of what it holds. */
export interface MessageAddress {
  chatId: string;
  messageId: string;
}

/** Where a document of a message is found whole. `path` is its part's place and field: `3.output`; `3` for a raw part. */
export function messageJsonHref({ chatId, messageId }: MessageAddress, path: string): string {
  return `/chats/${encodeURIComponent(chatId)}/messages/${encodeURIComponent(messageId)}/json/${encodeURIComponent(path)}`;
}

/** Where the content of a file of a message is found: `p3` is that of part 3, `a0` the message's first attachment. */
export function fileHref({ chatId, messageId }: MessageAddress, index: string): string {
  return `/chats/${encodeURIComponent(chatId)}/messages/${encodeURIComponent(messageId)}/files/${encodeURIComponent(index)}`;
}

/** Where a tool call's request or response is found whole. */
export function toolCallJsonHref(chatId: string, toolCallId: string, field: "request" | "response"): string {
  return `/chats/${encodeURIComponent(chatId)}/tool-calls/${encodeURIComponent(toolCallId)}/json/${field}`;
}
