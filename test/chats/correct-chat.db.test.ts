import { eq } from "drizzle-orm";
import { CorrectChat } from "../../lib/chats/chat-forms.ts";
import { openChat } from "../../lib/chats/chat-reading.server.ts";
import { correctChat } from "../../lib/chats/correct-chat.server.ts";
import { getChatForChange } from "../../lib/chats/get-chat-for-change.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { chat } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs, staffWith } from "../helpers/staff.ts";
import { refused } from "../users/refused.ts";

const staff = staffWith("chats:change");
const reason = "Asked by its owner";

async function rowOf(db: Db, id: string) {
  const [row] = await db.select().from(chat).where(eq(chat.id, id));
  return row!;
}

async function formFor(db: Db, id: string) {
  const { version, title, visibility } = (await getChatForChange(db, id))!;
  return { version, title, visibility, reason };
}

describe("the form", () => {
  test("needs a title of one line, a known visibility and a reason", () => {
    const typed = { version: "1", title: " To \n Lisbon ", visibility: "public", reason };
    expect(CorrectChat.parse(typed).title).toBe("To Lisbon");
    for (const wrong of [{ title: " " }, { title: "x".repeat(1001) }, { visibility: "secret" }, { reason: "" }, { version: "x" }]) {
      expect(CorrectChat.safeParse({ ...typed, ...wrong }).success).toBe(false);
    }
  });
});

describe("a chat", () => {
  test("gets a title and a visibility, with one audit row, and keeps its time of last activity", async ({ db }) => {
    const made = await makeChat(db, { title: "New Chat", visibility: "public" });
    await correctChat(db, staff, made.id, { ...(await formFor(db, made.id)), title: "To Lisbon", visibility: "private" });
    expect(await rowOf(db, made.id)).toEqual({ ...made, title: "To Lisbon", visibility: "private" });
    const rows = await auditRowsOf(db, "chat", made.id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: "chat.correct",
      actorId: staff.id,
      before: { title: "New Chat", visibility: "public" },
      after: { title: "To Lisbon", visibility: "private" },
      reason,
    });
  });

  test("keeps a title that is shown masked, or in one line, when only its visibility is changed", async ({ db }) => {
    for (const title of ["Call me at +49 170 1234567", "two\nlines"]) {
      const made = await makeChat(db, { title });
      const person = await makeUser(db);
      await openChat(db, staffAs(person, "chats:read"), made.id, "Asked to share it");
      const form = CorrectChat.parse({ ...(await formFor(db, made.id)), visibility: "public" });
      await correctChat(db, staffAs(person, "chats:change"), made.id, form);
      expect(await rowOf(db, made.id)).toMatchObject({ title, visibility: "public" });
      const row = (await auditRowsOf(db, "chat", made.id)).find(({ action }) => action === "chat.correct");
      expect([row!.before, row!.after]).toEqual([{ visibility: "private" }, { visibility: "public" }]);
    }
  });

  test("does not make a chat public that the person has not opened, nor saves what masking put into a title", async ({ db }) => {
    const made = await makeChat(db, { title: "Call me at +49 170 1234567" });
    const form = await formFor(db, made.id);
    expect(await refused(correctChat(db, staff, made.id, { ...form, title: "Call me", visibility: "public" }))).toMatchObject({
      status: 422,
      field: "visibility",
    });
    expect(await refused(correctChat(db, staff, made.id, { ...form, title: "Call her at ‹phone›" }))).toMatchObject({
      status: 422,
      field: "title",
    });
    expect(await rowOf(db, made.id)).toMatchObject({ title: "Call me at +49 170 1234567", visibility: "private" });
    expect(await auditRowsOf(db, "chat", made.id)).toEqual([]);
  });

  test("leaves no number of a person in the audit log", async ({ db }) => {
    const made = await makeChat(db, { title: "Call me at +49 170 1234567" });
    await correctChat(db, staff, made.id, { ...(await formFor(db, made.id)), title: "Call me" });
    const [row] = await auditRowsOf(db, "chat", made.id);
    expect(row!.after).toEqual({ title: "Call me" });
    expect(JSON.stringify(row)).not.toContain("1234567");
  });

  test("is not changed to the same, over another's change, or when it is gone", async ({ db }) => {
    const made = await makeChat(db);
    const form = await formFor(db, made.id);
    expect((await refused(correctChat(db, staff, made.id, form))).status).toBe(422);
    await db.transaction((tx) => tx.update(chat).set({ title: "Theirs" }).where(eq(chat.id, made.id)));
    const stale = await refused(correctChat(db, staff, made.id, { ...form, title: "Mine" }));
    expect(stale).toMatchObject({ status: 409, conflict: { current: { title: "Theirs", visibility: "private" } } });
    expect((await refused(correctChat(db, staff, "nobody", form))).status).toBe(404);
    expect((await rowOf(db, made.id)).title).toBe("Theirs");
    expect(await auditRowsOf(db, "chat", made.id)).toEqual([]);
  });
});
