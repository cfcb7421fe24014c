import type { Part } from "~lib/chats/transcript/part.ts";
import type { TranscriptItem } from "~lib/chats/transcript/transcript.ts";

const LINE = 20;
const CHARACTERS_A_LINE = 95;
const HEADING = 56;
const BOX = 46;

/** About how high an item will be, in pixels, before it has been drawn: the nearer, the steadier is the scrollbar. */
export function estimatedHeight(item: TranscriptItem): number {
  if (item.type === "call") return HEADING + BOX;
  const { parts, attachments } = item.message;
  return HEADING + parts.reduce((sum, part) => sum + heightOf(part), 0) + attachments.length * BOX;
}

function heightOf(part: Part): number {
  if (part.kind === "step") return 8;
  if (part.kind !== "text") return BOX;
  const lines = part.text.split("\n");
  return lines.reduce((sum, line) => sum + LINE * Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0) + 12;
}
