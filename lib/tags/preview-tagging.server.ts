import { inArray, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, chatTags } from "../db/schema.ts";
import { allTags } from "./list-tags.server.ts";
import type { ChatTag } from "./tag.ts";

/** What tagging some chats would meet: which of them are there, and of how many each tag is already. */
export interface TaggingPreview {
  /** The ids of those that are there, in the order they were named. */
  there: string[];
  /** How many of the named are gone. */
  gone: number;
  tags: (ChatTag & { chats: number })[];
}

/** Counts, for every tag, how many of the named chats have it. */
export async function previewTagging(db: Db, chatIds: readonly string[]): Promise<TaggingPreview> {
  const ids = [...chatIds];
  const [tags, chats, counts] = await Promise.all([
    allTags(db),
    ids.length === 0 ? [] : db.select({ id: chat.id }).from(chat).where(inArray(chat.id, ids)),
    ids.length === 0
      ? []
      : db
          .select({ tagId: chatTags.tagId, chats: sql<number>`count(*)::int` })
          .from(chatTags)
          .where(inArray(chatTags.chatId, ids))
          .groupBy(chatTags.tagId),
  ]);
  const known = new Set(chats.map((row) => row.id));
  const countOf = new Map(counts.map((row) => [row.tagId, row.chats]));
  const there = ids.filter((id) => known.has(id));
  return { there, gone: ids.length - there.length, tags: tags.map((tag) => ({ ...tag, chats: countOf.get(tag.id) ?? 0 })) };
}
