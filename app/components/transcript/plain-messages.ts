import type { TranscriptMessage } from "~lib/chats/transcript/part.ts";
import type { TranscriptItem } from "~lib/chats/transcript/transcript.ts";

/** Characters of markdown that one page of a transcript reads; the parser takes some milliseconds for every thousand. */
const CHARACTERS = 300_000;

/** The ids of the messages of a page whose texts come after more text than one page formats, and are drawn plain. */
export function plainMessages(items: readonly TranscriptItem[]): Set<string> {
  const plain = new Set<string>();
  let characters = 0;
  for (const item of items) {
    if (item.type !== "message") continue;
    characters += textLength(item.message);
    if (characters > CHARACTERS) plain.add(item.message.id);
  }
  return plain;
}

function textLength({ parts }: TranscriptMessage): number {
  return parts.reduce((sum, part) => sum + (part.kind === "text" || part.kind === "reasoning" ? part.text.length : 0), 0);
}
