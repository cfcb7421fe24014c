import { and, asc, inArray, sql } from "drizzle-orm";
import { type AuditRecord, recordAudits } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat, chatTags, tag } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { insertTag, refusingTakenName } from "./add-tag.server.ts";
import type { ChatTag } from "./tag.ts";
import type { Tagging, TaggingOutcome } from "./tagging.ts";
import { tagsOfChats } from "./tags-of-chats.server.ts";

/**
 * Adds tags to chats and takes others away, in one transaction, with one audit row for each chat that changes. Adding what is there and
 * taking what is not does nothing, so changes of several people at once come to the same in any order.
 *
 * @throws Refusal 409 a tag that should be added is gone; 422 nothing is chosen, or a new tag's name is taken; 404 none of the chats is there
 */
export async function tagChats(db: Db, staff: Granted<"chats:tag">, chatIds: readonly string[], tagging: Tagging): Promise<TaggingOutcome> {
  const { add, remove, create } = tagging;
  if (add.length + remove.length === 0 && !create) throw new Refusal(422, "Nothing was changed, so there is nothing to save.");
  return refusingTakenName("newName", () =>
    db.transaction(async (tx) => {
      const there = await lockChats(tx, chatIds);
      if (there.length === 0)
        throw new Refusal(404, chatIds.length === 1 ? "This chat is no longer there." : "These chats are no longer there.");
      await lockTags(tx, add);
      const before = await tagsOfChats(tx, there);
      const made = create && (await insertTag(tx, staff, create));
      await changeTags(tx, staff, there, [...add, ...(made ? [made.id] : [])], remove);
      const after = await tagsOfChats(tx, there);

      const records = there.flatMap((chatId) => recordOf(chatId, before.get(chatId) ?? [], after.get(chatId) ?? []));
      await recordAudits(tx, staff, records);
      return { changed: records.length, unchanged: there.length - records.length, gone: chatIds.length - there.length };
    }),
  );
}

/**
 * Locks chats against deletion and against others who tag them, in the order of their ids, so that two such changes wait for each other and
 * cannot deadlock. The product's own work goes on except for updates of these rows.
 *
 * @returns the ids of those that are there
 */
async function lockChats(tx: Db, chatIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: chat.id })
    .from(chat)
    .where(inArray(chat.id, [...chatIds]))
    .orderBy(asc(chat.id))
    .for("no key update");
  return rows.map((row) => row.id);
}

async function lockTags(tx: Db, tagIds: readonly string[]): Promise<void> {
  if (tagIds.length === 0) return;
  const rows = await tx
    .select({ id: tag.id })
    .from(tag)
    .where(inArray(tag.id, [...tagIds]))
    .orderBy(asc(tag.id))
    .for("key share");
  if (rows.length < tagIds.length) throw new Refusal(409, "A tag that you chose was deleted meanwhile. Load this page again.");
}

async function changeTags(tx: Db, staff: Granted<"chats:tag">, chatIds: string[], add: readonly string[], remove: readonly string[]) {
  if (remove.length > 0) await tx.delete(chatTags).where(and(inArray(chatTags.chatId, chatIds), inArray(chatTags.tagId, [...remove])));
  if (add.length === 0) return;
  await tx
    .insert(chatTags)
    .select(
      tx
        .select({
          chatId: chat.id,
          tagId: tag.id,
          createdBy: sql`${staff.id}`.as("created_by"),
          createdAt: sql`${new Date().toISOString()}::timestamp`.as("created_at"),
        })
        .from(chat)
        .innerJoin(tag, inArray(tag.id, [...add]))
        .where(inArray(chat.id, chatIds)),
    )
    .onConflictDoNothing();
}

function recordOf(chatId: string, before: readonly ChatTag[], after: readonly ChatTag[]): AuditRecord[] {
  const added = after.some(({ id }) => !before.some((each) => each.id === id));
  const removed = before.some(({ id }) => !after.some((each) => each.id === id));
  if (!added && !removed) return [];
  const names = (tags: readonly ChatTag[]) => tags.map((each) => each.name);
  return [
    {
      action: added ? "chat.tag" : "chat.untag",
      subject: { type: "chat", id: chatId },
      before: { tags: names(before) },
      after: { tags: names(after) },
    },
  ];
}
