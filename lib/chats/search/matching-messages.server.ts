import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { chat, messageText } from "../../db/schema.ts";
import { oneOf } from "../../list/contains.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { within } from "../../list/range.server.ts";
import { tsqueryOf } from "./question.server.ts";
import { type chatSearch, SEARCHED_AT_MOST } from "./search.ts";

export type SearchQuery = QueryOf<typeof chatSearch>;

/** A message that matches: where and when it is, nothing of what it says. */
export interface Match {
  id: string;
  chatId: string;
  role: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** `created_at` as PostgreSQL writes it, for a cursor. */
  key: string;
}

/** How many messages are looked through one by one, from the newest, before the index of words is asked. */
const WALKED = 20_000;

/** So many more are worth it for each match that is wanted. */
const WALKED_A_MATCH = 100;

type Direction = "asc" | "desc";
type Filters = SearchQuery["filters"];
type Edge = { key: string; id: string } | undefined;

interface Wanted {
  direction: Direction;
  limit: number;
  /** Begins behind this one. */
  after?: Edge;
  /** Few messages match, by `countMatches`. */
  rare: boolean;
  /** How many messages the walk looks at, where it is not to choose by itself. */
  walked?: number;
}

/**
 * The first matches by time.
 *
 * Two ways, each good where the other is not: what many messages hold is soon met on a walk along the newest; what few hold is read from
 * the index of words and put in order. Which it is, is no guess of the planner's, which takes words to be independent of each other (two
 * common ones may never meet): the walk is bounded, and where it does not fill the page, the index is read beyond it.
 */
export async function matchesByTime(db: Db, { q, filters }: Pick<SearchQuery, "q" | "filters">, wanted: Wanted): Promise<Match[]> {
  // The chats of one user have few messages, whatever the words.
  const matching = wanted.rare || filters.user ? byIndex(q, filters, wanted) : byWalk(q, filters, wanted);
  const { rows } = await db.execute<{ id: string; chat_id: string; role: string; key: string }>(matching);
  return rows.map(({ id, chat_id, role, key }) => ({ id, chatId: chat_id, role, key, createdAt: isoOf(key) }));
}

/**
 * How many messages match, counted up to one more than is said: along the newest, farther where that promises to suffice, else by the index
 * of words, which takes the longer the more messages hold each of the words.
 */
export async function countMatches(db: Db, { q, filters }: Pick<SearchQuery, "q" | "filters">): Promise<{ count: number; exact: boolean }> {
  const limit = sql.raw(String(SEARCHED_AT_MOST + 1));
  const farther = WALKED_A_MATCH * SEARCHED_AT_MOST;
  const promising = sql.raw(String(Math.ceil((2 * WALKED * SEARCHED_AT_MOST) / farther)));
  const alongNewest = (rows: number) => sql`
    select count(*) from (
      select from (
        select role, words from ${messageText} where ${filters.user ? sql`false` : inRange(filters)} ${inOrder("desc")} limit ${sql.raw(String(rows))}
      ) as near
      where words @@ ${tsqueryOf(q)} and ${hasRole(filters, sql`role`)} limit ${limit}
    ) as matches`;
  // `indexed` is materialized, so that it is planned for all matches, from the index; it is still read no further than the limit.
  const { rows } = await db.execute<{ count: number }>(sql`
    with indexed as materialized (
      select from ${messageText} where ${and(hasWords(q), conditions(filters))}
    ), walked (found) as materialized (${alongNewest(WALKED)}), farther (found) as materialized (${alongNewest(farther)})
    select (case
      when found >= ${limit} then found
      when found >= ${promising} and (select found from farther) >= ${limit} then ${limit}
      else (select count(*) from (select from indexed limit ${limit}) as matches)
    end)::int as count from walked`);
  const count = rows[0]!.count;
  return count > SEARCHED_AT_MOST ? { count: SEARCHED_AT_MOST, exact: false } : { count, exact: true };
}

/** The ids of `matches`, best first; those of one rank stay in their order. */
export async function rankMatches(db: Db, q: string, matches: readonly Match[]): Promise<Match[]> {
  if (matches.length === 0) return [];
  const ranks = await db
    .select({ id: messageText.messageId, rank: sql<number>`ts_rank_cd(${messageText.words}, ${tsqueryOf(q)})::float8` })
    .from(messageText)
    .where(
      inArray(
        messageText.messageId,
        matches.map(({ id }) => id),
      ),
    );
  const rankOf = new Map(ranks.map(({ id, rank }) => [id, rank]));
  return matches.toSorted((a, b) => (rankOf.get(b.id) ?? 0) - (rankOf.get(a.id) ?? 0));
}

const columns = sql.raw("message_id, chat_id, role, created_at");

function byIndex(q: string, filters: Filters, { direction, limit, after }: Wanted): SQL {
  // Materialized, or the planner may take the limit for a reason to walk.
  return sql`
    with found as materialized (
      select ${columns} from ${messageText} where ${and(hasWords(q), conditions(filters), behind(direction, after))}
    )
    select message_id as id, chat_id, role, created_at::text as key from found ${inOrder(direction)} limit ${limit}`;
}

function byWalk(q: string, filters: Filters, { direction, limit, after, ...wanted }: Wanted): SQL {
  const range = and(inRange(filters), behind(direction, after)) ?? sql`true`;
  const walked = sql.raw(String(wanted.walked ?? Math.max(WALKED, WALKED_A_MATCH * limit)));
  return sql`
    with walked as materialized (
      select ${columns} from (
        select ${columns}, words from ${messageText} where ${range} ${inOrder(direction)} limit ${walked}
      ) as near
      where words @@ ${tsqueryOf(q)} and ${hasRole(filters, sql`role`)} ${inOrder(direction)} limit ${limit}
    ), edge as materialized (
      select created_at, message_id from ${messageText} where ${range} ${inOrder(direction)} offset ${walked} - 1 limit 1
    ), indexed as materialized (
      select ${columns} from ${messageText} where ${and(hasWords(q), conditions(filters))}
    )
    select message_id as id, chat_id, role, created_at::text as key from (
      select ${columns} from walked
      union all
      (
        select ${columns} from indexed
        where (select count(*) from walked) < ${limit} and exists (select from edge)
          and (created_at, message_id) ${direction === "desc" ? sql`<` : sql`>`} (select created_at, message_id from edge)
        ${inOrder(direction)} limit ${limit}
      )
    ) as found ${inOrder(direction)} limit ${limit}`;
}

const hasWords = (q: string): SQL => sql`${messageText.words} @@ ${tsqueryOf(q)}`;

const inRange = ({ time }: Filters): SQL => within(messageText.createdAt, time) ?? sql`true`;

const hasRole = ({ role }: Filters, column: SQL): SQL => (role ? sql`${column} in ${role}` : sql`true`);

/** All but the words. */
function conditions({ time, role, user }: Filters): SQL | undefined {
  return and(
    within(messageText.createdAt, time),
    oneOf(messageText.role, role),
    user && inArray(messageText.chatId, sql`(select ${chat.id} from ${chat} where ${inArray(chat.userId, [...user])})`),
  );
}

const beyond = (direction: Direction, edge: SQL): SQL =>
  sql`(${messageText.createdAt}, ${messageText.messageId}) ${direction === "desc" ? sql`<` : sql`>`} (${edge})`;

const behind = (direction: Direction, after: Edge): SQL | undefined =>
  after && beyond(direction, sql`${after.key}::timestamp, ${after.id}::text`);

const inOrder = (direction: Direction): SQL => sql.raw(`order by created_at ${direction}, message_id ${direction}`);

/** As PostgreSQL writes a timestamp, in ISO 8601; `infinity` stays what it is. */
const isoOf = (key: string): string => (key.endsWith("infinity") ? key : `${key.replace(" ", "T")}Z`);
