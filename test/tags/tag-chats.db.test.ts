import { eq } from "drizzle-orm";
import { auditLog, chat, chatTags, tag } from "../../lib/db/schema.ts";
import { previewTagging } from "../../lib/tags/preview-tagging.server.ts";
import { tagChats } from "../../lib/tags/tag-chats.server.ts";
import { chatIdsOf, SetChatTags, TagChats, taggingOfMany, taggingOfOne } from "../../lib/tags/tagging.ts";
import { tagsOfChat, tagsOfChats } from "../../lib/tags/tags-of-chats.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeTag, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";
import { refused } from "../users/refused.ts";

const [one, two, three] = [
  "00000000-0000-4000-8000-000000000001",
  "00000000-0000-4000-8000-000000000002",
  "00000000-0000-4000-8000-000000000003",
];

describe("the forms", () => {
  test("of one chat send what was changed, not what is", () => {
    const tagging = (form: object) => taggingOfOne(SetChatTags.parse(form));
    expect(tagging({ shown: [one, two], tags: [two, three] })).toEqual({ add: [three], remove: [one], create: undefined });
    expect(tagging({})).toEqual({ add: [], remove: [], create: undefined });
    expect(tagging({ newName: " Refund ", newColor: "red" }).create).toEqual({ name: "Refund", color: "red" });
    expect(tagging({ newName: " ", newColor: "pink" }).create).toBeUndefined();
    const wrong = SetChatTags.safeParse({ newName: "x".repeat(41), newColor: "pink" });
    expect(wrong.error?.issues.map((issue) => issue.path)).toEqual([["newName"], ["newColor"]]);
    expect(SetChatTags.safeParse({ tags: ["nonsense"] }).success).toBe(false);
  });

  test("of many chats need some, at most 500, and no tag on both sides", () => {
    const ids = Array.from({ length: 501 }, (_, index) => `chat-${index}`);
    const form = TagChats.parse({ id: ["a", "a", "b"], add: [one] });
    expect(form.id).toEqual(["a", "b"]);
    expect(taggingOfMany(form)).toEqual({ add: [one], remove: [], create: undefined });
    expect(TagChats.safeParse({ add: [one] }).success).toBe(false);
    expect(TagChats.safeParse({ id: ids, add: [one] }).success).toBe(false);
    expect(TagChats.safeParse({ id: ids.slice(1), add: [one] }).success).toBe(true);
    expect(TagChats.safeParse({ id: ["a"], add: [one], remove: [one] }).success).toBe(false);
  });

  test("an address gives ids once, without what a database cannot hold", () => {
    expect(chatIdsOf(new URLSearchParams("id=a&id=a&id=&id=b%00&id=%ED%A0%80"))).toEqual(["a", "b", "\ufffd\ufffd\ufffd"]);
  });
});

describe("tagging", () => {
  test("one chat leaves one audit row with the names before and after", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const { id: chatId } = await makeChat(db);
    const [billing, refund] = [await makeTag(db, { name: "Billing", chatIds: [chatId] }), await makeTag(db, { name: "Refund" })];
    expect(await tagChats(db, staff, [chatId], { add: [refund.id], remove: [billing.id] })).toEqual({ changed: 1, unchanged: 0, gone: 0 });
    expect(await tagsOfChat(db, chatId)).toEqual([{ id: refund.id, name: "Refund", color: "grey" }]);
    expect(await db.select().from(chatTags).where(eq(chatTags.chatId, chatId))).toMatchObject([{ tagId: refund.id, createdBy: staff.id }]);
    await tagChats(db, staff, [chatId], { add: [], remove: [refund.id] });
    expect((await auditRowsOf(db, "chat", chatId)).map(({ action, before, after }) => [action, before, after])).toEqual([
      ["chat.tag", { tags: ["Billing"] }, { tags: ["Refund"] }],
      ["chat.untag", { tags: ["Refund"] }, { tags: [] }],
    ]);
  });

  test("can make the tag in the same act, with an audit row of its own", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const { id: chatId } = await makeChat(db);
    await tagChats(db, staff, [chatId], { add: [], remove: [], create: { name: "Refund", color: "red" } });
    const [made] = await tagsOfChat(db, chatId);
    expect(made).toMatchObject({ name: "Refund", color: "red" });
    expect((await auditRowsOf(db, "tag", made!.id)).map((row) => row.action)).toEqual(["tag.add"]);
    expect((await auditRowsOf(db, "chat", chatId)).map((row) => row.action)).toEqual(["chat.tag"]);
  });

  test("many chats changes and records only those that were not so already, and says which are gone", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const chats = [await makeChat(db), await makeChat(db), await makeChat(db)].map((each) => each.id);
    const [refund, old] = [
      await makeTag(db, { name: "Refund", chatIds: [chats[0]!] }),
      await makeTag(db, { name: "Old", chatIds: [chats[2]!] }),
    ];
    const [other] = [await makeChat(db)];
    expect(await previewTagging(db, ["nobody", ...chats])).toEqual({
      there: chats,
      gone: 1,
      tags: [
        { id: old.id, name: "Old", color: "grey", chats: 1 },
        { id: refund.id, name: "Refund", color: "grey", chats: 1 },
      ],
    });
    const outcome = await tagChats(db, staff, [...chats, "nobody"], { add: [refund.id], remove: [old.id] });
    expect(outcome).toEqual({ changed: 2, unchanged: 1, gone: 1 });
    const tags = await tagsOfChats(db, [...chats, other.id]);
    expect(chats.map((id) => tags.get(id)?.map((each) => each.name))).toEqual([["Refund"], ["Refund"], ["Refund"]]);
    expect(tags.has(other.id)).toBe(false);
    const rows = await Promise.all(chats.map((id) => auditRowsOf(db, "chat", id)));
    expect(rows.map((list) => list.map(({ action, before }) => [action, before]))).toEqual([
      [],
      [["chat.tag", { tags: [] }]],
      [["chat.tag", { tags: ["Old"] }]],
    ]);
  });

  test("is refused without a trace", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const { id: chatId, updatedAt } = await makeChat(db);
    const kept = await makeTag(db, { name: "Kept", chatIds: [chatId] });
    const entries = await db.$count(auditLog);
    const refusal = (tagging: Partial<Parameters<typeof tagChats>[3]>, ids = [chatId]) =>
      refused(tagChats(db, staff, ids, { add: [], remove: [], ...tagging }));
    expect((await refusal({})).status).toBe(422);
    expect(await refusal({ create: { name: "KEPT", color: "red" }, remove: [kept.id] })).toMatchObject({ status: 422, field: "newName" });
    expect((await refusal({ add: [one], remove: [kept.id] })).status).toBe(409);
    expect((await refusal({ add: [kept.id] }, ["nobody"])).status).toBe(404);
    expect(await tagsOfChat(db, chatId)).toHaveLength(1);
    expect(await db.$count(tag)).toBe(1);
    expect(await db.$count(auditLog)).toBe(entries);
    expect(await db.select({ updatedAt: chat.updatedAt }).from(chat).where(eq(chat.id, chatId))).toEqual([{ updatedAt }]);
  });
});
