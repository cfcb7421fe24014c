import { eq } from "drizzle-orm";
import { getChat } from "../../lib/chats/get-chat.server.ts";
import { addNote } from "../../lib/chats/notes/add-note.server.ts";
import { deleteNote } from "../../lib/chats/notes/delete-note.server.ts";
import { editNote } from "../../lib/chats/notes/edit-note.server.ts";
import { getNoteForChange } from "../../lib/chats/notes/get-note-for-change.server.ts";
import { AddNote } from "../../lib/chats/notes/note-forms.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, chat, chatNote, user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeChat, makeChatNote, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";
import { refused } from "../users/refused.ts";

/** The notes as the chat's page reads them, with their times as instants. */
async function notesOfChat(db: Db, chatId: string) {
  const { notes } = (await getChat(db, chatId, { usageAt: undefined, withCalls: false }))!;
  return notes.map((note) => ({
    ...note,
    createdAt: new Date(note.createdAt),
    updatedAt: note.updatedAt === null ? null : new Date(note.updatedAt),
  }));
}

const nobody = "00000000-0000-0000-0000-000000000000";

test("a note has words, with plain line ends", () => {
  expect(AddNote.parse({ body: " one\r\n\r\ntwo \r\n" })).toEqual({ body: "one\n\ntwo" });
  for (const body of ["", " \r\n ", "x".repeat(10_001)]) expect(AddNote.safeParse({ body }).success).toBe(false);
});

describe("a note", () => {
  test("is added by its author, with one audit row that keeps it", async ({ db }) => {
    const staff = staffAs(await makeUser(db, { name: "Grace Okafor" }), "chats:note");
    const { id: chatId, updatedAt } = await makeChat(db);
    const id = await addNote(db, staff, chatId, { body: "Called *twice*" });
    expect(await notesOfChat(db, chatId)).toMatchObject([
      { id, authorId: staff.id, authorName: "Grace Okafor", body: "Called *twice*", updatedAt: null },
    ]);
    expect(await getNoteForChange(db, chatId, id)).toMatchObject({ id, chatId });
    const rows = await auditRowsOf(db, "chat_note", id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "chat_note.add", before: { body: null }, after: { body: "Called *twice*", chatId } });
    expect(await db.select({ updatedAt: chat.updatedAt }).from(chat).where(eq(chat.id, chatId))).toEqual([{ updatedAt }]);
  });

  test("stands before older ones, and on its own chat alone", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const older = await makeChatNote(db, { chatId });
    const newer = await makeChatNote(db, { chatId, createdAt: new Date(madeAt.getTime() + 1000) });
    const other = await makeChatNote(db);
    expect((await notesOfChat(db, chatId)).map((note) => note.id)).toEqual([newer.id, older.id]);
    expect(await getNoteForChange(db, chatId, other.id)).toBeUndefined();
    expect(await getNoteForChange(db, chatId, "nonsense")).toBeUndefined();
  });

  test("is edited by its author, who is then seen to have edited it", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:note");
    const { id: chatId } = await makeChat(db);
    const { id } = await makeChatNote(db, { chatId, authorId: staff.id, body: "Old" });
    const { version } = (await getNoteForChange(db, chatId, id))!;
    await editNote(db, staff, chatId, id, { version, body: "New" });
    const [note] = await notesOfChat(db, chatId);
    expect(note).toMatchObject({ body: "New", createdAt: madeAt, updatedAt: expect.any(Date) });
    const rows = await auditRowsOf(db, "chat_note", id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "chat_note.edit", before: { body: "Old" }, after: { body: "New", chatId } });
  });

  test("is edited by nobody else, not over a change, and not through another chat", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:note");
    const admin = staffAs(await makeUser(db), "chats:note", "chats:delete");
    const { id: chatId } = await makeChat(db);
    const { id } = await makeChatNote(db, { chatId, authorId: staff.id, body: "Old" });
    const { version } = (await getNoteForChange(db, chatId, id))!;
    const entries = await db.$count(auditLog);
    const refusal = (who: typeof staff, form: object = {}, of = chatId, note = id) =>
      refused(editNote(db, who, of, note, { version, body: "New", ...form }));
    expect((await refusal(admin)).status).toBe(403);
    expect((await refusal(staff, { body: "Old" })).status).toBe(422);
    expect((await refusal(staff, {}, (await makeChat(db)).id)).status).toBe(404);
    for (const gone of [nobody, "nonsense"]) expect((await refusal(staff, {}, chatId, gone)).status).toBe(404);
    await db.transaction((tx) => tx.update(chatNote).set({ body: "Theirs" }).where(eq(chatNote.id, id)));
    expect(await refusal(staff)).toMatchObject({ status: 409, conflict: { current: { body: "Theirs" } } });
    expect((await notesOfChat(db, chatId)).map((note) => note.body)).toEqual(["Theirs"]);
    expect(await db.$count(auditLog)).toBe(entries);
  });

  test("is deleted by its author or by an admin, with one audit row that keeps what it said", async ({ db }) => {
    const staff = staffAs(await makeUser(db), "chats:note");
    const admin = staffAs(await makeUser(db), "chats:note", "chats:delete");
    const { id: chatId } = await makeChat(db);
    for (const who of [staff, admin]) {
      const { id } = await makeChatNote(db, { chatId, authorId: staff.id, authorName: staff.name, body: "Old" });
      const { version } = (await getNoteForChange(db, chatId, id))!;
      await deleteNote(db, who, chatId, id, { version, reason: "Wrong chat" });
      const rows = await auditRowsOf(db, "chat_note", id);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({
        action: "chat_note.delete",
        actorId: who.id,
        before: { body: "Old", author: staff.name },
        after: { body: null, chatId },
        reason: "Wrong chat",
      });
    }
    expect(await notesOfChat(db, chatId)).toEqual([]);
  });

  test("is deleted by no other, and not over a change", async ({ db }) => {
    const [author, other] = [staffAs(await makeUser(db), "chats:note"), staffAs(await makeUser(db), "chats:note")];
    const { id: chatId } = await makeChat(db);
    const { id } = await makeChatNote(db, { chatId, authorId: author.id });
    const orphan = await makeChatNote(db, { chatId });
    const { version } = (await getNoteForChange(db, chatId, id))!;
    const entries = await db.$count(auditLog);
    expect((await refused(deleteNote(db, other, chatId, id, { version }))).status).toBe(403);
    expect((await refused(deleteNote(db, author, chatId, orphan.id, { version }))).status).toBe(403);
    expect((await refused(deleteNote(db, author, chatId, id, { version: "1" }))).status).toBe(409);
    expect((await refused(deleteNote(db, author, (await makeChat(db)).id, id, { version }))).status).toBe(404);
    for (const gone of [nobody, "nonsense"]) expect((await refused(deleteNote(db, author, chatId, gone, { version }))).status).toBe(404);
    expect(await notesOfChat(db, chatId)).toHaveLength(2);
    expect(await db.$count(auditLog)).toBe(entries);
  });

  test("is not added to a chat that is gone, and outlives its author's account", async ({ db }) => {
    const author = await makeUser(db, { name: "Grace Okafor" });
    const staff = staffAs(author, "chats:note");
    expect((await refused(addNote(db, staff, "nobody", { body: "Hello" }))).status).toBe(404);
    const { id: chatId } = await makeChat(db);
    await addNote(db, staff, chatId, { body: "Hello" });
    await db.delete(user).where(eq(user.id, author.id));
    expect(await notesOfChat(db, chatId)).toMatchObject([{ authorId: null, authorName: "Grace Okafor", body: "Hello" }]);
  });
});
