import { eq } from "drizzle-orm";
import { chatTags, tag } from "../../lib/db/schema.ts";
import { addTag } from "../../lib/tags/add-tag.server.ts";
import { deleteTag } from "../../lib/tags/delete-tag.server.ts";
import { editTag } from "../../lib/tags/edit-tag.server.ts";
import { getTagForChange } from "../../lib/tags/get-tag.server.ts";
import { countTags, listTags } from "../../lib/tags/list-tags.server.ts";
import { tagList } from "../../lib/tags/tag.ts";
import { AddTag, DeleteTag } from "../../lib/tags/tag-forms.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeChat, makeTag, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";
import { refused } from "../users/refused.ts";

const taken = { status: 422, field: "name", message: "There is a tag of that name already." };

describe("the form of a tag", () => {
  test("takes a name of one line and a colour", () => {
    expect(AddTag.parse({ name: "  Refund \n asked ", color: "red" })).toEqual({ name: "Refund asked", color: "red" });
    for (const name of ["", "   ", "x".repeat(41)]) expect(AddTag.safeParse({ name, color: "red" }).success).toBe(false);
    expect(AddTag.safeParse({ name: "x".repeat(40), color: "red" }).success).toBe(true);
    expect(AddTag.safeParse({ name: "Refund", color: "pink" }).success).toBe(false);
  });
});

describe("a tag", () => {
  test("is added with one audit row", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const added = await addTag(db, staff, { name: "Refund asked", color: "red" });
    expect(await db.select().from(tag).where(eq(tag.id, added.id))).toMatchObject([
      { name: "Refund asked", color: "red", createdBy: staff.id },
    ]);
    const rows = await auditRowsOf(db, "tag", added.id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: "tag.add",
      actorId: staff.id,
      before: { name: null, color: null },
      after: { name: "Refund asked", color: "red" },
    });
  });

  test("of a name that there is, in whatever case, is refused without a trace", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const [one, other] = [await makeTag(db, { name: "Refund asked" }), await makeTag(db, { name: "Billing" })];
    expect(await refused(addTag(db, staff, { name: "REFUND asked", color: "red" }))).toMatchObject(taken);
    const { version } = (await getTagForChange(db, other.id))!;
    expect(await refused(editTag(db, staff, other.id, { version, name: "refund ASKED", color: "red" }))).toMatchObject(taken);
    expect(await db.select({ name: tag.name }).from(tag).orderBy(tag.name)).toEqual([{ name: "Billing" }, { name: "Refund asked" }]);
    expect([...(await auditRowsOf(db, "tag", one.id)), ...(await auditRowsOf(db, "tag", other.id))]).toEqual([]);
  });

  test("is edited with one audit row that has only what changed; its own name in another case is free", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const { id } = await makeTag(db, { name: "refund" });
    const { version } = (await getTagForChange(db, id))!;
    await editTag(db, staff, id, { version, name: "Refund", color: "grey" });
    const rows = await auditRowsOf(db, "tag", id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "tag.edit", before: { name: "refund" }, after: { name: "Refund" } });
  });

  test("is not edited over another's change, to the same, or when it is gone", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const { id, name } = await makeTag(db);
    const { version } = (await getTagForChange(db, id))!;
    expect((await refused(editTag(db, staff, id, { version, name, color: "grey" }))).status).toBe(422);
    await db.transaction((tx) => tx.update(tag).set({ color: "blue" }).where(eq(tag.id, id)));
    const stale = await refused(editTag(db, staff, id, { version, name: "Mine", color: "grey" }));
    expect(stale).toMatchObject({ status: 409, conflict: { current: { name, color: "blue" } } });
    for (const gone of ["nonsense", "00000000-0000-0000-0000-000000000000"]) {
      expect((await refused(editTag(db, staff, gone, { version, name, color: "red" }))).status).toBe(404);
      expect(await getTagForChange(db, gone)).toBeUndefined();
    }
    expect(await auditRowsOf(db, "tag", id)).toEqual([]);
  });

  test("is deleted from every chat, with one audit row that says how many lost it", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const chats = [await makeChat(db), await makeChat(db)];
    const { id } = await makeTag(db, { name: "Refund asked", color: "red", chatIds: chats.map((chat) => chat.id) });
    const kept = await makeTag(db, { chatIds: [chats[0]!.id] });
    const { version } = (await getTagForChange(db, id))!;
    const form = DeleteTag.parse({ version, counted: "2", confirmation: " refund  ASKED ", reason: "Nobody uses it" });
    expect(await deleteTag(db, staff, id, form)).toBe(2);
    expect(await db.$count(tag, eq(tag.id, id))).toBe(0);
    expect(await db.$count(chatTags, eq(chatTags.tagId, id))).toBe(0);
    expect(await db.$count(chatTags, eq(chatTags.tagId, kept.id))).toBe(1);
    const rows = await auditRowsOf(db, "tag", id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: "tag.delete",
      before: { name: "Refund asked", color: "red", createdAt: madeAt.toISOString(), chats: 2 },
      reason: "Nobody uses it",
    });
  });

  test("is not deleted when the name, the number of chats or the version is another", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:tag");
    const { id, name } = await makeTag(db, { chatIds: [(await makeChat(db)).id] });
    const { version } = (await getTagForChange(db, id))!;
    const form = { version, counted: "1", confirmation: name };
    expect(await refused(deleteTag(db, staff, id, { ...form, confirmation: "other" }))).toMatchObject({
      status: 422,
      field: "confirmation",
    });
    const drift = await refused(deleteTag(db, staff, id, { ...form, counted: "0" }));
    expect(drift).toMatchObject({ status: 409, message: expect.stringContaining("on 1 chat now") });
    expect((await refused(deleteTag(db, staff, id, { ...form, version: "1" }))).status).toBe(409);
    expect((await refused(deleteTag(db, staff, "nonsense", form))).status).toBe(404);
    expect(await db.$count(chatTags, eq(chatTags.tagId, id))).toBe(1);
    expect(await auditRowsOf(db, "tag", id)).toEqual([]);
  });
});

test("the list orders names in any case, counts each tag's chats and says who made it", async ({ db }) => {
  const { id: createdBy } = await makeUser(db, { name: "Grace Okafor" });
  const chats = [await makeChat(db), await makeChat(db)];
  await makeTag(db, { name: "beta", createdBy, chatIds: chats.map((chat) => chat.id) });
  await makeTag(db, { name: "Alpha" });
  await makeTag(db, { name: "Gamma 100%", color: "violet", chatIds: [chats[0]!.id] });
  const list = async (search: string) => {
    const query = tagList.parse(`/tags?${search}`);
    const [{ rows }, total] = await Promise.all([listTags(db, query), countTags(db, query)]);
    expect(total).toEqual({ count: rows.length, exact: true });
    return rows.map((row) => [row.name, row.chats, row.createdByName]);
  };
  const [alpha, beta, gamma] = [
    ["Alpha", 0, null],
    ["beta", 2, "Grace Okafor"],
    ["Gamma 100%", 1, null],
  ];
  expect(await list("")).toEqual([alpha, beta, gamma]);
  expect(await list("sort=-name")).toEqual([gamma, beta, alpha]);
  expect(await list("q=100%25")).toEqual([gamma]);
});
