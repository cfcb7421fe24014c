import { eq, sql } from "drizzle-orm";
import { versionOf } from "../audit/change-row.server.ts";
import type { Db } from "../db/database.server.ts";
import { chatTags, tag } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";

/** A tag with its version and the number of chats that have it; undefined where there is none, also for an id that is no uuid. */
export async function getTagForChange(db: Db, tagId: string) {
  if (!isUuid(tagId)) return undefined;
  const [row] = await db
    .select({
      id: tag.id,
      name: tag.name,
      color: tag.color,
      version: versionOf(tag),
      chats: sql<number>`(select count(*)::int from ${chatTags} where ${eq(chatTags.tagId, tagId)})`,
    })
    .from(tag)
    .where(eq(tag.id, tagId));
  return row;
}
