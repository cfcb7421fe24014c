import { and, eq } from "drizzle-orm";
import type { Granted } from "../../../lib/auth/staff.server.ts";
import { chatSearch } from "../../../lib/chats/search/search.ts";
import { type SearchResult, searchMessages } from "../../../lib/chats/search/search-messages.server.ts";
import type { Db } from "../../../lib/db/database.server.ts";
import { auditLog, type Chat } from "../../../lib/db/schema.ts";
import { madeAt, makeChat, makeMessage } from "../../helpers/factories.ts";

/** A chat in which these things were said, a minute apart; a public one unless told otherwise. */
export async function makeTalk(db: Db, said: readonly string[], overrides: Partial<Chat> = {}): Promise<{ chat: Chat; ids: string[] }> {
  const chat = await makeChat(db, { visibility: "public", ...overrides });
  const ids: string[] = [];
  for (const [place, text] of said.entries()) {
    const message = await makeMessage(db, {
      chatId: chat.id,
      role: place % 2 === 0 ? "user" : "assistant",
      parts: [{ type: "text", text }],
      createdAt: new Date(madeAt.getTime() + place * 60_000),
    });
    ids.push(message.id);
  }
  return { chat, ids };
}

export type Found = Extract<SearchResult, { kind: "found" }>;

/** A search that is expected to be one. `url` is the search part of an address. */
export async function found(db: Db, staff: Granted<"chats:read">, url: string): Promise<Found> {
  const result = await searchMessages(db, staff, chatSearch.parse(`?${url}`));
  if (result.kind !== "found") throw new Error(`Nothing could be looked for: ${result.kind}`);
  return result;
}

/** The messages whose text is shown, in their order. */
export function shownIds({ chats }: Found): string[] {
  return chats.flatMap((chat) => (chat.open ? chat.messages.map(({ id }) => id) : []));
}

/** What a snippet says, with `[` and `]` around what is marked. */
export function snippetsOf({ chats }: Found): string[] {
  return chats.flatMap((chat) =>
    chat.open ? chat.messages.map(({ snippet }) => (snippet ?? []).map(({ text, match }) => (match ? `[${text}]` : text)).join("")) : [],
  );
}

/** What the audit log says of a person's searches. */
export function searchesOf(db: Db, staff: { id: string }) {
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "chat.search"), eq(auditLog.actorId, staff.id)));
}
