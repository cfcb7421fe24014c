import { formatCount } from "../format.ts";

/** What goes with a user. */
export const goesWithUser = {
  chats: ["chat", "chats"],
  messages: ["message", "messages"],
  toolCalls: ["tool call", "tool calls"],
  streams: ["stream", "streams"],
  sessionStates: ["session state", "session states"],
  sessions: ["session", "sessions"],
  accounts: ["sign-in account", "sign-in accounts"],
  messageUsage: ["message usage row", "message usage rows"],
  searchUsage: ["search usage row", "search usage rows"],
  staffRoles: ["staff role", "staff roles"],
} as const satisfies Record<string, readonly [string, string]>;

/** What stays, without its user. */
export const staysAfterUser = {
  subscriptions: ["subscription", "subscriptions"],
  payments: ["payment", "payments"],
  auditEntries: ["audit entry", "audit entries"],
} as const satisfies Record<string, readonly [string, string]>;

export type Goes = Record<keyof typeof goesWithUser, number>;
export type Stays = Record<keyof typeof staysAfterUser, number>;

/** What the deletion of a user does, in numbers. */
export interface DeletionPreview {
  goes: Goes;
  stays: Stays;
}

/** "1 chat", "1,200 messages". */
export function countedNoun(count: number, [one, many]: readonly [string, string]): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * The preview as the form sends it back, to be compared with what is there when it is sent. Audit entries are left out: they stay
 * unchanged either way, and come to more by mere exports.
 */
export function formatCounted({ goes, stays }: DeletionPreview): string {
  const { auditEntries: _, ...unlinked } = stays;
  return Object.entries({ ...goes, ...unlinked })
    .map(([what, count]) => `${what}:${count}`)
    .join(" ");
}

/** What differs between two counted previews, in words: "chats: 3, were 2". */
export function describeDrift(counted: string, preview: DeletionPreview): string {
  const words: Record<string, readonly [string, string]> = { ...goesWithUser, ...staysAfterUser };
  const seen = countsOf(counted);
  return [...countsOf(formatCounted(preview))]
    .filter(([what, count]) => seen.get(what) !== count)
    .map(
      ([what, count]) =>
        `${words[what]![1]}: ${count}, ${/^\d+$/.test(seen.get(what) ?? "") ? `were ${seen.get(what)}` : "not counted before"}`,
    )
    .join("; ");
}

function countsOf(counted: string): Map<string, string> {
  return new Map(
    counted.split(" ").map((part) => {
      const [what = "", count = ""] = part.split(":");
      return [what, count];
    }),
  );
}
