import { countsOfOthers, describeCountDrift, formatCounts, type Noun, type OtherRows } from "../deletion.ts";

/** What goes with a chat. */
export const goesWithChat = {
  messages: ["message", "messages"],
  toolCalls: ["tool call", "tool calls"],
  streams: ["stream", "streams"],
  sessionStates: ["session state", "session states"],
  tags: ["tag on it", "tags on it"],
  notes: ["note of staff", "notes of staff"],
  readings: ["record of it being opened", "records of it being opened"],
} as const satisfies Record<string, Noun>;

/** What the deletion of a chat takes along, in numbers. */
export type ChatDeletion = Record<keyof typeof goesWithChat, number>;

export interface ChatDeletionPreview {
  goes: ChatDeletion;
  /** Of tables that Purser does not know. */
  others: OtherRows[];
}

/** Readings are not compared: they come to more by mere looking. */
function compared({ goes: { readings: _, ...taken }, others }: ChatDeletionPreview): Record<string, number> {
  return { ...taken, ...countsOfOthers(others) };
}

/** The preview as the form sends it back, to be compared with what is there when it is sent. */
export function formatCountedChat(preview: ChatDeletionPreview): string {
  return formatCounts(compared(preview));
}

/** What differs between what a form says was counted and what is there, in words: "messages: 7, were 6". */
export function describeChatDrift(counted: string, preview: ChatDeletionPreview): string {
  return describeCountDrift(counted, compared(preview), goesWithChat);
}
