import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chatTags, tag, user } from "../db/schema.ts";
import { nameContains } from "../list/contains.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { type ChatTag, tagList } from "./tag.ts";

export type TagQuery = QueryOf<typeof tagList>;

/** A tag as the list shows it, with the number of chats that have it; `createdById` is null when that account is gone. */
export type TagRow = Awaited<ReturnType<typeof listTags>>["rows"][number];

/** Names are unique whatever their case, so they are ordered that way too, by the same index. */
const nameKey = sql`lower(${tag.name})`;

const tagWhere = ({ q }: Pick<TagQuery, "q">): SQL | undefined => (q ? nameContains(tag.name, q) : undefined);

/** One page of tags. */
export function listTags(db: Db, query: TagQuery) {
  return readPage(
    query,
    { sort: { name: nameKey }, types: tagList.sort, id: tag.id, idType: "uuid", where: tagWhere(query) },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: tag.id,
          name: tag.name,
          color: tag.color,
          chats: sql<number>`(select count(*)::int from ${chatTags} where ${chatTags.tagId} = ${tag.id})`,
          createdById: user.id,
          createdByName: user.name,
          createdAt: tag.createdAt,
          sortKey,
        })
        .from(tag)
        .leftJoin(user, eq(user.id, tag.createdBy))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many tags match. */
export function countTags(db: Db, query: TagQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${tag} where ${tagWhere(query) ?? sql`true`}`, query.exact);
}

/** Every tag by its name, at most 500: what a form or a filter offers. */
export function allTags(db: Db): Promise<ChatTag[]> {
  return db.select({ id: tag.id, name: tag.name, color: tag.color }).from(tag).orderBy(asc(nameKey), asc(tag.id)).limit(500);
}
