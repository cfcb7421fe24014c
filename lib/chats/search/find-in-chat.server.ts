import { and, asc, eq, or, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { messageText } from "../../db/schema.ts";
import { contains } from "../../list/contains.server.ts";
import type { Reading } from "../chat-reading.server.ts";
import { maskText } from "../mask.ts";
import { markMatches } from "./mark-matches.server.ts";
import { tsqueryOf } from "./question.server.ts";
import { MATCH_END, MATCH_START, type Snippet, snippetOf, withoutMarks } from "./snippet.ts";

const FOUND_AT_MOST = 200;

/** A message of the chat that `q` was found in. The snippet is masked. */
export interface FoundInChat {
  id: string;
  role: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  snippet: Snippet;
}

/**
 * The messages of one chat that hold `q`, oldest first, at most 200 (`more`: there are others): as a part of a text, in any case, so that
 * half a word or "TP534" is found, or by its words, as the search in all chats finds them. What is looked at is the masked text: what
 * masking hides cannot be guessed digit by digit.
 */
export async function findInChat(db: Db, reading: Reading, q: string): Promise<{ found: FoundInChat[]; more: boolean }> {
  const wanted = q.replaceAll("\0", "").trim().slice(0, 200).toWellFormed();
  if (wanted === "") return { found: [], more: false };
  const rows = await db
    .select({
      id: messageText.messageId,
      role: messageText.role,
      createdAt: sql<string>`to_char(${messageText.createdAt}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      text: messageText.text,
    })
    .from(messageText)
    .where(
      and(
        eq(messageText.chatId, reading.chatId),
        or(contains(messageText.text, wanted), sql`${messageText.words} @@ ${tsqueryOf(wanted)}`),
      ),
    )
    .orderBy(asc(messageText.createdAt), asc(messageText.messageId))
    .limit(FOUND_AT_MOST + 1);

  const masked = rows.slice(0, FOUND_AT_MOST).map((row) => ({ ...row, text: maskText(withoutMarks(row.text)).value }));
  const literal = masked.map(({ text }) => around(text, wanted));
  const others = masked.filter((_, place) => !literal[place]);
  const marked = new Map<string, Snippet>();
  const byWords = await markMatches(
    db,
    wanted,
    others.map(({ text }) => text),
  );
  others.forEach(({ id }, place) => {
    if (byWords[place]!.matches) marked.set(id, byWords[place]!.snippet);
  });
  const found = masked.flatMap(({ id, role, createdAt }, place) => {
    const snippet = literal[place] ?? marked.get(id);
    return snippet ? [{ id, role, createdAt, snippet }] : [];
  });
  return { found, more: rows.length > FOUND_AT_MOST };
}

/** The text around the places of `wanted`, in any case; undefined where it is not in it. */
function around(text: string, wanted: string): Snippet | undefined {
  // Not by lower-casing both, which changes how long some texts are.
  const marked = text.replace(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu"), `${MATCH_START}$&${MATCH_END}`);
  return marked === text ? undefined : snippetOf(marked);
}
