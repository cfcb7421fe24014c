import { eq } from "drizzle-orm";
import { formatCountedChat } from "../../lib/chats/chat-deletion.ts";
import { DeleteChat } from "../../lib/chats/chat-forms.ts";
import { deleteChat } from "../../lib/chats/delete-chat.server.ts";
import { getChatForChange } from "../../lib/chats/get-chat-for-change.server.ts";
import { previewChatDeletion } from "../../lib/chats/preview-chat-deletion.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import {
  chat,
  chatNote,
  chatReading,
  chatTags,
  message,
  messageText,
  sessionStates,
  stream,
  tag,
  toolCallFailure,
  toolCalls,
} from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeChat, makeChatNote, makeMessage, makeTag, makeToolCall, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { refused } from "../users/refused.ts";

const staff = staffWith("chats:delete");
const goes = { messages: 3, toolCalls: 2, streams: 1, sessionStates: 1, tags: 1, notes: 2, readings: 1 };

/** A chat with some of everything, beside another one. */
async function makeFullChat(db: Db) {
  const made = await makeChat(db, { title: "Flights to  Lisbon" });
  const chatId = made.id;
  for (let index = 0; index < 3; index++) await makeMessage(db, { chatId });
  for (const status of ["failed", "succeeded"] as const) await makeToolCall(db, { chatId, status });
  await db.insert(stream).values({ chatId });
  await db.insert(sessionStates).values({ chatId, state: {} });
  const { id: tagId } = await makeTag(db, { chatIds: [chatId] });
  for (let index = 0; index < 2; index++) await makeChatNote(db, { chatId });
  const { id: staffId } = await makeUser(db);
  await db.insert(chatReading).values({ chatId, staffId, openedAt: madeAt, expiresAt: madeAt });
  const other = await makeToolCall(db);
  return { ...made, tagId, staffId, otherChatId: other.chatId };
}

async function formFor(db: Db, id: string) {
  const { version, title } = (await getChatForChange(db, id))!;
  return DeleteChat.parse({ version, counted: formatCountedChat(await previewChatDeletion(db, id)), confirmation: title });
}

describe("deleting a chat", () => {
  test("takes all that is in it, and leaves one entry that says what it was", async ({ db }) => {
    const made = await makeFullChat(db);
    expect(await previewChatDeletion(db, made.id)).toEqual({ goes, others: [] });
    expect(await deleteChat(db, staff, made.id, { ...(await formFor(db, made.id)), reason: "Asked by its owner" })).toEqual({
      goes,
      others: [],
    });
    expect(await db.$count(chat, eq(chat.id, made.id))).toBe(0);
    for (const table of [message, messageText, toolCalls, toolCallFailure, stream, sessionStates, chatTags, chatNote, chatReading]) {
      expect(await db.$count(table, eq(table.chatId, made.id))).toBe(0);
    }
    expect(await db.$count(tag, eq(tag.id, made.tagId))).toBe(1);
    expect(await db.$count(toolCalls, eq(toolCalls.chatId, made.otherChatId))).toBe(1);
    const rows = await auditRowsOf(db, "chat", made.id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: "chat.delete",
      actorId: staff.id,
      before: { title: "Flights to  Lisbon", visibility: "private", userId: made.userId, createdAt: madeAt.toISOString(), deleted: goes },
      after: { title: null, deleted: null },
      reason: "Asked by its owner",
    });
  });

  test("is confirmed by the title in any case or by the id, and by nothing else", async ({ db }) => {
    for (const [title, typed] of [
      ["Flights to  Lisbon", "flights TO lisbon"],
      ["", undefined],
      ["Call +49 170 1234567", "call +49 170 1234567"],
    ] as const) {
      const made = await makeChat(db, { title });
      const form = await formFor(db, made.id);
      for (const confirmation of ["", "other"]) {
        const refusal = await refused(deleteChat(db, staff, made.id, { ...form, confirmation }));
        expect(refusal).toMatchObject({ status: 422, field: "confirmation" });
      }
      await deleteChat(db, staff, made.id, { ...form, confirmation: typed ?? made.id });
      expect(JSON.stringify(await auditRowsOf(db, "chat", made.id))).not.toContain("1234567");
    }
  });

  test("is refused when something came in since the preview, and says what; a reading does not count", async ({ db }) => {
    const made = await makeFullChat(db);
    const form = await formFor(db, made.id);
    await db.insert(chatReading).values({ chatId: made.id, staffId: made.staffId, openedAt: madeAt, expiresAt: madeAt });
    await makeMessage(db, { chatId: made.id });
    const drift = await refused(deleteChat(db, staff, made.id, form));
    expect(drift).toMatchObject({ status: 409, message: expect.stringContaining("(messages: 4, were 3)") });
    expect((await refused(deleteChat(db, staff, made.id, { ...form, counted: "nonsense" }))).status).toBe(409);
    const seen = await formFor(db, made.id);
    expect((await refused(deleteChat(db, staff, made.id, { ...seen, version: "1" }))).status).toBe(409);
    expect((await refused(deleteChat(db, staff, "nobody", seen))).status).toBe(404);
    expect(await previewChatDeletion(db, made.id)).toEqual({ goes: { ...goes, messages: 4, readings: 2 }, others: [] });
    expect(await auditRowsOf(db, "chat", made.id)).toEqual([]);
  });
});
