import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";
import type { PageClause } from "../list/keyset.server.ts";
import type { FoundWithin } from "./chat-where.server.ts";

/** So many chats, in the list's order, are looked into one by one before all that match are asked for. */
const LOOKED_INTO = 2_000;

type Clause = Pick<PageClause, "where" | "orderBy" | "limit">;

/**
 * The condition of a page that is filtered by what belongs to the chats (tags, models, owner). Which plan is quick cannot be told from how
 * common a value is: a model that a fifth of all messages have may be in every second of the newest chats, or in none of the newest hundred
 * thousand. The planner takes values to be spread evenly, and would walk through them all. So the first chats in the list's order are looked
 * into, and only where they do not fill the page are the ids of all chats that match collected and sorted.
 */
export async function pageCondition(db: Db, clause: Clause, found: readonly FoundWithin[]): Promise<SQL | undefined> {
  if (found.length === 0) return clause.where;
  const near = await nearbyChats(db, clause, found);
  const ids = near.length === clause.limit ? near : await chatsByIds(db, clause, found);
  return ids.length > 0 ? inArray(chat.id, ids) : sql`false`;
}

async function nearbyChats(db: Db, { where, orderBy, limit }: Clause, found: readonly FoundWithin[]): Promise<string[]> {
  // Each look is `limit 1` of a lateral join, which is never turned into a join of whole tables.
  const looks = found.map(({ lookUp }, place) => sql`cross join lateral (${lookUp} limit 1) as ${sql.identifier(`look${place}`)}`);
  const { rows } = await db.execute<{ id: string }>(sql`
    select near.id from (
      select ${chat.id}, ${chat.userId} from ${chat} where ${where ?? sql`true`} order by ${sql.join(orderBy, sql`, `)} limit ${LOOKED_INTO}
    ) as near ${sql.join(looks, sql` `)} limit ${limit}`);
  return rows.map((row) => row.id);
}

async function chatsByIds(db: Db, { where, orderBy, limit }: Clause, found: readonly FoundWithin[]): Promise<string[]> {
  const rows = await db
    .select({ id: chat.id })
    .from(chat)
    .where(and(where, ...found.map(({ among, ids }) => sql`${among} = any(array(${ids}))`)))
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map((row) => row.id);
}
