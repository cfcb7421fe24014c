import { countsOfOthers, describeCountDrift, formatCounts, type Noun, type OtherRows } from "../deletion.ts";

/** What goes with a user. */
export const goesWithUser = {
  chats: ["chat", "chats"],
  messages: ["message", "messages"],
  toolCalls: ["tool call", "tool calls"],
  streams: ["stream", "streams"],
  sessionStates: ["session state", "session states"],
  chatTags: ["tag on a chat", "tags on chats"],
  chatNotes: ["note on a chat", "notes on chats"],
  chatReadings: ["record of a chat being opened", "records of chats being opened"],
  sessions: ["session", "sessions"],
  accounts: ["sign-in account", "sign-in accounts"],
  messageUsage: ["message usage row", "message usage rows"],
  searchUsage: ["search usage row", "search usage rows"],
  staffRoles: ["staff role", "staff roles"],
} as const satisfies Record<string, Noun>;

/** What stays, without its user. */
export const staysAfterUser = {
  subscriptions: ["subscription", "subscriptions"],
  payments: ["payment", "payments"],
  /** Written by them as staff, on other people's chats. */
  notesWritten: ["note that they wrote", "notes that they wrote"],
  tagsCreated: ["tag that they created", "tags that they created"],
  auditEntries: ["audit entry", "audit entries"],
} as const satisfies Record<string, Noun>;

export type Goes = Record<keyof typeof goesWithUser, number>;
export type Stays = Record<keyof typeof staysAfterUser, number>;

/** What the deletion of a user does, in numbers. */
export interface DeletionPreview {
  goes: Goes;
  stays: Stays;
  /** Of tables that Purser does not know. */
  others: OtherRows[];
}

/** What is compared. Audit entries and readings are left out: they come to more by mere looking. */
function compared({ goes, stays, others }: DeletionPreview): Record<string, number> {
  const { chatReadings: _, ...taken } = goes;
  const { auditEntries: __, ...unlinked } = stays;
  return { ...taken, ...unlinked, ...countsOfOthers(others) };
}

/** The preview as the form sends it back, to be compared with what is there when it is sent. */
export function formatCounted(preview: DeletionPreview): string {
  return formatCounts(compared(preview));
}

/** What differs between two counted previews, in words: "chats: 3, were 2". */
export function describeDrift(counted: string, preview: DeletionPreview): string {
  return describeCountDrift(counted, compared(preview), { ...goesWithUser, ...staysAfterUser });
}
