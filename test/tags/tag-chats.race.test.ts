import { eq, inArray } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, tag } from "../../lib/db/schema.ts";
import { addTag } from "../../lib/tags/add-tag.server.ts";
import { deleteTag } from "../../lib/tags/delete-tag.server.ts";
import { getTagForChange } from "../../lib/tags/get-tag.server.ts";
import { tagChats } from "../../lib/tags/tag-chats.server.ts";
import { tagsOfChat } from "../../lib/tags/tags-of-chats.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeTag, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";

async function twoPeople(db: Db) {
  return [staffAs(await makeUser(db), "chats:tag"), staffAs(await makeUser(db), "chats:tag")] as const;
}

const outcomeOf = (change: Promise<unknown>) =>
  change.then(
    () => "made",
    (error: { status?: number }) => error.status,
  );

describe("two people at once", () => {
  test("tag one chat: both tags are on it, and the two audit rows follow on each other", async ({ database: { db } }) => {
    const [ada, bo] = await twoPeople(db);
    for (let round = 0; round < 10; round++) {
      const { id } = await makeChat(db);
      const [shown, mine, theirs] = [await makeTag(db, { chatIds: [id] }), await makeTag(db), await makeTag(db)];
      await Promise.all([
        tagChats(db, ada, [id], { add: [mine.id], remove: [] }),
        tagChats(db, bo, [id], { add: [theirs.id], remove: [shown.id] }),
      ]);
      expect((await tagsOfChat(db, id)).map((each) => each.id).sort()).toEqual([mine.id, theirs.id].sort());
      const rows = await auditRowsOf(db, "chat", id);
      expect(rows).toHaveLength(2);
      const first = rows.find((row) => (row.before.tags as string[]).join() === shown.name)!;
      const second = rows.find((row) => row !== first)!;
      expect(second.before).toEqual(first.after);
    }
  });

  test("add the same tag: it is there once, and one of them is recorded", async ({ database: { db } }) => {
    const [ada, bo] = await twoPeople(db);
    const { id } = await makeChat(db);
    const { id: tagId } = await makeTag(db);
    const outcomes = await Promise.all([ada, bo].map((staff) => tagChats(db, staff, [id], { add: [tagId], remove: [] })));
    expect(outcomes.map((outcome) => outcome.changed).sort()).toEqual([0, 1]);
    expect(await auditRowsOf(db, "chat", id)).toHaveLength(1);
  });

  test("tag the same chats in opposite orders: nobody waits for ever", async ({ database: { db } }) => {
    const [ada, bo] = await twoPeople(db);
    const ids: string[] = [];
    for (let index = 0; index < 20; index++) ids.push((await makeChat(db)).id);
    const [mine, theirs] = [await makeTag(db), await makeTag(db)];
    for (let round = 0; round < 5; round++) {
      const add = round % 2 === 0;
      const tagging = (id: string) => (add ? { add: [id], remove: [] } : { add: [], remove: [id] });
      await Promise.all([tagChats(db, ada, ids, tagging(mine.id)), tagChats(db, bo, [...ids].reverse(), tagging(theirs.id))]);
    }
    for (const id of ids) expect(await tagsOfChat(db, id)).toHaveLength(2);
    await db.delete(chat).where(inArray(chat.id, ids));
  });

  test("add a tag of one name: one is made, the other is told so", async ({ database: { db } }) => {
    const [ada, bo] = await twoPeople(db);
    const { id } = await makeTag(db);
    const outcomes = await Promise.all([
      outcomeOf(addTag(db, ada, { name: `Race ${id}`, color: "red" })),
      outcomeOf(addTag(db, bo, { name: `RACE ${id}`, color: "blue" })),
    ]);
    expect(outcomes.sort()).toEqual([422, "made"]);
  });

  test("delete a tag and put it on a chat: it never goes from more chats than were counted", async ({ database: { db } }) => {
    const [ada, bo] = await twoPeople(db);
    const seen = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const { id: chatId } = await makeChat(db);
      const { id, name } = await makeTag(db);
      const { version } = (await getTagForChange(db, id))!;
      const outcomes = await Promise.all([
        outcomeOf(deleteTag(db, ada, id, { version, counted: "0", confirmation: name })),
        outcomeOf(tagChats(db, bo, [chatId], { add: [id], remove: [] })),
      ]);
      seen.add(outcomes.join());
      expect(await db.$count(tag, eq(tag.id, id))).toBe(outcomes[0] === "made" ? 0 : 1);
      expect(await auditRowsOf(db, "chat", chatId)).toHaveLength(outcomes[1] === "made" ? 1 : 0);
    }
    for (const outcome of seen) expect(["made,409", "409,made"]).toContain(outcome);
  });
});
