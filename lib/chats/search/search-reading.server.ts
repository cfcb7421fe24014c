import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { recordAudit } from "../../audit/record-audit.server.ts";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { chat, chatReading, user } from "../../db/schema.ts";
import { nameOrEmail } from "../../users/shown-name.ts";
import { asksForReason } from "../chat-reading.server.ts";
import { storedTitle } from "../shown-title.server.ts";
import type { Match, SearchQuery } from "./matching-messages.server.ts";
import { chatSearch } from "./search.ts";

declare const searchReading: unique symbol;

/**
 * The evidence that a person's search is in the audit log, with the chats whose text it may show. Only `recordSearch` makes one; the reading
 * of snippets asks for it. The sibling of a chat's `Reading`.
 */
export interface SearchReading {
  readonly staff: Granted<"chats:read">;
  readonly chatIds: readonly string[];
  readonly [searchReading]: true;
}

/** A chat with a match, as far as it is known without opening it. */
export interface MatchedChat {
  id: string;
  title: string;
  visibility: string;
  user: { id: string; name: string };
  /** Whether its text may be shown: it is public, this person has opened it, or is not asked for a reason. */
  open: boolean;
}

/** The chats of `matches`, by id. */
export async function matchedChats(
  db: Db,
  staff: Granted<"chats:read">,
  matches: readonly Match[],
  now = new Date(),
): Promise<Map<string, MatchedChat>> {
  const ids = [...new Set(matches.map(({ chatId }) => chatId))];
  if (ids.length === 0) return new Map();
  // As `openedChat` asks it of one chat: still open, and opened with a reason.
  const opened = db
    .select({ chatId: chatReading.chatId })
    .from(chatReading)
    .where(
      and(
        inArray(chatReading.chatId, ids),
        eq(chatReading.staffId, staff.id),
        gt(chatReading.expiresAt, now),
        sql`${chatReading.reason} is not null`,
      ),
    );
  const rows = await db
    .select({
      id: chat.id,
      title: storedTitle,
      visibility: chat.visibility,
      user: { id: user.id, name: nameOrEmail },
      opened: sql<boolean>`${inArray(chat.id, opened)}`,
    })
    .from(chat)
    .innerJoin(user, eq(user.id, chat.userId))
    .where(inArray(chat.id, ids));
  return new Map(rows.map(({ opened, ...row }) => [row.id, { ...row, open: opened || !asksForReason(staff, row) }]));
}

/**
 * Records a search before any text that it found is read: what was asked, whose text is shown, and in how many chats only
 * that there is a match, which tells something of a private chat too.
 */
export async function recordSearch(
  db: Db,
  staff: Granted<"chats:read">,
  query: SearchQuery,
  chats: Iterable<MatchedChat>,
): Promise<SearchReading> {
  const all = [...chats];
  const chatIds: readonly string[] = all.filter(({ open }) => open).map(({ id }) => id);
  await recordAudit(db, staff, {
    action: "chat.search",
    subject: { type: "list", id: "chats" },
    before: {},
    after: {
      q: query.q,
      filter: chatSearch.params({ ...query, q: "", cursor: undefined }).toString() || undefined,
      shown: chatIds,
      closed: all.filter(({ open }) => !open).map(({ id }) => id),
    },
  });
  return { staff, chatIds } as SearchReading;
}
