import { allows } from "../../auth/permissions.ts";
import type { Granted } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import type { Page } from "../../list/keyset.server.ts";
import { titleToShow } from "../shown-title.server.ts";
import { countMatches, type Match, matchesByTime, rankMatches, type SearchQuery } from "./matching-messages.server.ts";
import { asksForPersonalData } from "./personal-question.ts";
import { readQuestion } from "./question.server.ts";
import { readSnippets } from "./read-snippets.server.ts";
import { SEARCH_PAGE, SEARCHED_AT_MOST } from "./search.ts";
import { type MatchedChat, matchedChats, recordSearch } from "./search-reading.server.ts";
import type { Snippet } from "./snippet.ts";

/** A message that was found in a chat whose text may be shown. Titles and texts are masked. */
export interface FoundMessage {
  id: string;
  role: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Null where what matched is masked. */
  snippet: Snippet | null;
}

/** Matches that follow one another in one chat. Of a closed chat only what its list shows too, and the times of the matches, are told. */
export type FoundChat =
  | { open: true; chatId: string; title: string; user: { id: string; name: string }; messages: FoundMessage[] }
  | { open: false; chatId: string; title: string; user: { id: string; name: string }; times: string[]; firstMessageId: string };

/** What a search came to. `kind` says why nothing could be looked for; see `QuestionKind`. `personal`: only `chats:pii` may ask that. */
export type SearchResult =
  | { kind: "nothing" | "no-words" | "only-not" | "personal" }
  | {
      kind: "found";
      /** Older messages are still being filled in, so that some may be missing. */
      indexing: boolean;
      total: { count: number; exact: boolean };
      chats: FoundChat[];
      next: Page<unknown>["next"];
      previous: Page<unknown>["previous"];
    };

/**
 * Searches in what was said. Messages are matched without reading them; what is found is recorded in the audit log; only then the text of
 * those in chats that this person has open is read, masked, and cut to snippets.
 */
export async function searchMessages(db: Db, staff: Granted<"chats:read">, query: SearchQuery): Promise<SearchResult> {
  if (query.q === "") return { kind: "nothing" };
  const seesPersonal = allows(staff.roles, "chats:pii");
  if (!seesPersonal && asksForPersonalData(query.q)) return { kind: "personal" };
  const { kind, indexing } = await readQuestion(db, query.q);
  if (kind !== "words") return { kind };

  const total = await countMatches(db, query);
  const page = await pageOfMatches(db, query, total.exact);
  const found = await matchedChats(db, staff, page.rows);
  const rows = page.rows.filter(({ chatId }) => found.has(chatId));
  // A search that finds nothing is recorded too: it tells that something was not said.
  const chats = await showMatches(db, staff, query, rows, found, seesPersonal);
  return { kind: "found", indexing, total, chats, next: page.next, previous: page.previous };
}

async function showMatches(
  db: Db,
  staff: Granted<"chats:read">,
  query: SearchQuery,
  rows: readonly Match[],
  found: ReadonlyMap<string, MatchedChat>,
  seesPersonal: boolean,
): Promise<FoundChat[]> {
  const reading = await recordSearch(db, staff, query, found.values());
  const snippets = await readSnippets(
    db,
    reading,
    query.q,
    rows.map(({ id }) => id),
  );
  const chats: FoundChat[] = [];
  for (const { id, chatId, role, createdAt } of rows) {
    const chat = found.get(chatId)!;
    const last = chats.at(-1)?.chatId === chatId ? chats.at(-1)! : undefined;
    if (!chat.open) {
      if (last?.open === false) last.times.push(createdAt);
      else chats.push({ open: false, chatId, title: titleToShow(chat.title), user: chat.user, times: [createdAt], firstMessageId: id });
      continue;
    }
    const marked = snippets.get(id);
    // What matched may be what is masked: those who may not see such data are not told that it is there.
    if (!marked || !(marked.matches || seesPersonal)) continue;
    const message = { id, role, createdAt, snippet: marked.matches ? marked.snippet : null };
    if (last?.open) last.messages.push(message);
    else chats.push({ open: true, chatId, title: titleToShow(chat.title), user: chat.user, messages: [message] });
  }
  return chats;
}

/** One page of matches, by time or best first, and where the pages beside it begin. */
async function pageOfMatches(db: Db, query: SearchQuery, rare: boolean): Promise<Page<Match>> {
  if (query.sort.key === "best") return pageOfBest(db, query, rare);
  const { cursor, sort } = query;
  const backwards = cursor?.side === "before";
  const direction = (sort.direction === "asc") !== backwards ? "asc" : "desc";
  const matches = await matchesByTime(db, query, { direction, limit: SEARCH_PAGE + 1, after: cursor, rare });
  const more = matches.length > SEARCH_PAGE;
  const rows = matches.slice(0, SEARCH_PAGE);
  if (backwards) rows.reverse();
  return {
    rows,
    next: (backwards ? rows.length > 0 : more) ? rows.at(-1) : undefined,
    previous: (backwards ? more : cursor) ? rows[0] : undefined,
  };
}

/** Best first, of the newest matches: how good a match is can only be told of those that have been read. */
async function pageOfBest(db: Db, query: SearchQuery, rare: boolean): Promise<Page<Match>> {
  const newest = await matchesByTime(db, query, { direction: "desc", limit: SEARCHED_AT_MOST, rare });
  const ranked = (await rankMatches(db, query.q, newest)).map((match, place) => ({ ...match, key: String(place) }));
  const at = query.cursor ? ranked.findIndex(({ id }) => id === query.cursor!.id) : -1;
  // A message that is no longer among them: from the start.
  const from = at < 0 ? 0 : query.cursor!.side === "after" ? at + 1 : Math.max(0, at - SEARCH_PAGE);
  const to = at >= 0 && query.cursor!.side === "before" ? at : from + SEARCH_PAGE;
  const rows = ranked.slice(from, to);
  return { rows, next: to < ranked.length ? rows.at(-1) : undefined, previous: from > 0 ? rows[0] : undefined };
}
