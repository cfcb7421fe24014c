import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import {
  auditLog,
  chat,
  chatNote,
  chatReading,
  message,
  payment,
  sessionStates,
  stream,
  subscription,
  tag,
  toolCalls,
  user,
  userRoles,
} from "../../lib/db/schema.ts";
import { deleteUser } from "../../lib/users/delete-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { previewDeletion } from "../../lib/users/preview-deletion.server.ts";
import { formatCounted } from "../../lib/users/user-deletion.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  madeAt,
  makeAccount,
  makeAuditEntry,
  makeChat,
  makeChatNote,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSearchUsage,
  makeSession,
  makeSubscription,
  makeTag,
  makeToolCall,
  makeUser,
  makeUserRole,
} from "../helpers/factories.ts";
import { auditRowsOf, staffAs, staffWith } from "../helpers/staff.ts";
import { refused } from "./refused.ts";

const staff = staffWith("users:delete");

/** A user with some of everything, beside another one whose rows must stay. */
async function makeFullUser(db: Db) {
  const person = await makeUser(db, { name: "Ada Novak" });
  const userId = person.id;
  const chatIds: string[] = [];
  for (let index = 0; index < 2; index++) {
    const { id: chatId } = await makeChat(db, { userId });
    chatIds.push(chatId);
    for (let each = 0; each < 3; each++) await makeMessage(db, { chatId });
    for (let each = 0; each < 2; each++) await makeToolCall(db, { chatId });
    await db.insert(stream).values({ chatId });
    await db.insert(sessionStates).values({ chatId, state: {} });
  }
  await makeSession(db, { userId });
  await makeAccount(db, { userId });
  await makeMessageUsage(db, { userId });
  await makeMessageUsage(db, { userId, date: madeAt });
  await makeSearchUsage(db, { userId });
  await makeUserRole(db, { userId, role: "support" });
  const sold = await makeSubscription(db, { userId });
  const paid = await makePayment(db, { userId });
  await makeAuditEntry(db, { actorId: userId, subjectId: "another" });
  await makeAuditEntry(db, { subjectId: userId, actorId: "another" });

  const other = await makeToolCall(db);
  await makeMessage(db, { chatId: other.chatId });

  // As staff: a tag that stays, on an own chat and on another's; notes on both; readings of both, and somebody else's of an own chat.
  const made = await makeTag(db, { createdBy: userId, chatIds: [chatIds[0]!, other.chatId] });
  for (const chatId of [chatIds[0]!, other.chatId]) {
    await makeChatNote(db, { chatId, authorId: userId, authorName: "Ada Novak" });
    await db.insert(chatReading).values({ chatId, staffId: userId, openedAt: madeAt, expiresAt: madeAt });
  }
  const { id: staffId } = await makeUser(db);
  await db.insert(chatReading).values({ chatId: chatIds[0]!, staffId, openedAt: madeAt, expiresAt: madeAt });
  return { ...person, chatIds, sold, paid, otherChatId: other.chatId, tagId: made.id };
}

const goes = {
  chats: 2,
  messages: 6,
  toolCalls: 4,
  streams: 2,
  sessionStates: 2,
  chatTags: 1,
  chatNotes: 1,
  chatReadings: 3,
  sessions: 1,
  accounts: 1,
  messageUsage: 2,
  searchUsage: 1,
  staffRoles: 1,
};
const stays = { subscriptions: 1, payments: 1, notesWritten: 1, tagsCreated: 1, auditEntries: 2 };

async function formFor(db: Db, { id, email }: { id: string; email: string }) {
  const { version } = (await getUserForChange(db, id))!;
  return { version, counted: formatCounted(await previewDeletion(db, id)), confirmation: email };
}

/** The refusal of a deletion, which must have left everything as it was. */
async function refusedUntouched(db: Db, id: string, deletion: () => Promise<unknown>) {
  const before = await previewDeletion(db, id);
  const refusal = await refused(deletion());
  expect(await previewDeletion(db, id)).toEqual(before);
  expect(await db.$count(user, eq(user.id, id))).toBe(1);
  return refusal;
}

describe("deleting a user", () => {
  test("the preview counts each thing by itself", async ({ db }) => {
    const { id } = await makeFullUser(db);
    expect(await previewDeletion(db, id)).toEqual({ goes, stays, others: [] });
    const none = await previewDeletion(db, "nobody");
    expect(Object.values({ ...none.goes, ...none.stays }).every((count) => count === 0)).toBe(true);
  });

  test("takes what is theirs, keeps what was sold and paid, and leaves one entry that says who it was", async ({ db }) => {
    const person = await makeFullUser(db);
    await deleteUser(db, staff, person.id, { ...(await formFor(db, person)), reason: "Asked to be forgotten" });

    expect(await db.$count(user, eq(user.id, person.id))).toBe(0);
    for (const chatId of person.chatIds) {
      expect(await db.$count(chat, eq(chat.id, chatId))).toBe(0);
      for (const table of [message, toolCalls, stream, sessionStates]) expect(await db.$count(table, eq(table.chatId, chatId))).toBe(0);
    }
    expect(await db.$count(userRoles, eq(userRoles.userId, person.id))).toBe(0);
    expect(await db.select({ userId: subscription.userId }).from(subscription).where(eq(subscription.id, person.sold.id))).toEqual([
      { userId: null },
    ]);
    expect(await db.select({ userId: payment.userId }).from(payment).where(eq(payment.id, person.paid.id))).toEqual([{ userId: null }]);
    expect(await db.$count(message, eq(message.chatId, person.otherChatId))).toBe(1);
    expect(await db.select().from(chatNote).where(eq(chatNote.chatId, person.otherChatId))).toMatchObject([
      { authorId: null, authorName: "Ada Novak" },
    ]);
    expect(await db.select().from(tag).where(eq(tag.id, person.tagId))).toMatchObject([{ createdBy: null }]);
    expect(await db.$count(chatReading, eq(chatReading.chatId, person.otherChatId))).toBe(0);
    expect(await db.$count(auditLog, eq(auditLog.actorId, person.id))).toBe(1);

    const entries = (await auditRowsOf(db, "user", person.id)).filter((entry) => entry.action === "user.delete");
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      actorId: staff.id,
      reason: "Asked to be forgotten",
      before: {
        name: "Ada Novak",
        email: person.email,
        role: "user",
        staffRoles: ["support"],
        createdAt: madeAt.toISOString(),
        deleted: goes,
        kept: stays,
      },
      after: { name: null, email: null },
    });
  });

  test("is refused when something came in since the preview, and says what", async ({ db }) => {
    const person = await makeFullUser(db);
    const form = await formFor(db, person);
    await makeMessage(db, { chatId: person.chatIds[0] });
    const refusal = await refusedUntouched(db, person.id, () => deleteUser(db, staff, person.id, form));
    expect(refusal).toMatchObject({ status: 409, message: expect.stringContaining("messages: 7, were 6") });
    const garbled = { ...(await formFor(db, person)), counted: "nonsense" };
    expect((await refusedUntouched(db, person.id, () => deleteUser(db, staff, person.id, garbled))).status).toBe(409);
  });

  test("is refused when the user changed, or their e-mail was not typed as it is", async ({ db }) => {
    const person = await makeFullUser(db);
    const form = await formFor(db, person);
    const stale = await refusedUntouched(db, person.id, () => deleteUser(db, staff, person.id, { ...form, version: "1" }));
    expect(stale.status).toBe(409);
    const typo = await refusedUntouched(db, person.id, () => deleteUser(db, staff, person.id, { ...form, confirmation: "ada" }));
    expect(typo).toMatchObject({ status: 422, field: "confirmation" });
    expect((await refused(deleteUser(db, staff, "nobody", form))).status).toBe(404);
    expect((await auditRowsOf(db, "user", person.id)).map((entry) => entry.action)).toEqual(["user.edit"]);
  });

  test("never deletes oneself or the last admin", async ({ db }) => {
    await db.update(user).set({ role: "user" }).where(eq(user.role, "admin"));
    const admin = await makeUser(db, { role: "admin" });
    const form = await formFor(db, admin);
    const own = await refusedUntouched(db, admin.id, () => deleteUser(db, staffAs(admin, "users:delete"), admin.id, form));
    expect(own.status).toBe(403);
    const last = await refusedUntouched(db, admin.id, () => deleteUser(db, staff, admin.id, form));
    expect(last).toMatchObject({ status: 422, message: expect.stringContaining("the last admin") });
    await makeUser(db, { role: "admin" });
    await deleteUser(db, staff, admin.id, form);
    expect(await db.$count(user, eq(user.id, admin.id))).toBe(0);
  });

  test("an e-mail that is stored in capitals can be confirmed", async ({ db }) => {
    const person = await makeUser(db, { email: "Ada@Example.com" });
    await deleteUser(db, staff, person.id, { ...(await formFor(db, person)), confirmation: "ada@example.com" });
    expect(await db.$count(user, eq(user.id, person.id))).toBe(0);
  });
});
