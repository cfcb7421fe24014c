import { eq, sql } from "drizzle-orm";
import { openChat, openedChat, readingOf } from "../../lib/chats/chat-reading.server.ts";
import { READING_MINUTES } from "../../lib/chats/reading.ts";
import { revealMessage } from "../../lib/chats/reveal-message.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, chat, chatReading } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeMessage, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";

const support = async (db: Db) => staffAs(await makeUser(db), "chats:read");
const admin = async (db: Db) => staffAs(await makeUser(db), "chats:read", "chats:pii");

const openings = async (db: Db, chatId: string) => (await auditRowsOf(db, "chat", chatId)).filter(({ action }) => action === "chat.read");
const readings = (db: Db, chatId: string) => db.select().from(chatReading).where(eq(chatReading.chatId, chatId));
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** Makes the audit log refuse rows, for the rest of the test. */
async function breakAuditLog(db: Db): Promise<void> {
  await db.execute(
    sql`create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise exception 'the log is full'; end $$`,
  );
  await db.execute(sql`create trigger refuses before insert on audit_log for each row execute function pg_temp.refuse()`);
}

/** What the error came from, as a sentence. */
const causeOf = (error: unknown) => (error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error));

describe("a private chat", () => {
  test("stays closed to support until they say why", async ({ db }) => {
    const staff = await support(db);
    const row = await makeChat(db);
    expect(await readingOf(db, staff, row)).toBeUndefined();
    for (const reason of [undefined, "", "  \n "]) {
      await expect(db.transaction((tx) => openChat(tx, staff, row.id, reason))).rejects.toMatchObject({ status: 422, field: "reason" });
    }
    expect(await openedChat(db, staff, row)).toBeUndefined();
    expect(await readings(db, row.id)).toEqual([]);
    expect(await openings(db, row.id)).toEqual([]);
  });

  test("is open for an hour once they have, for that chat and that person alone", async ({ db }) => {
    const [staff, other] = [await support(db), await support(db)];
    const [row, another] = [await makeChat(db), await makeChat(db)];
    const reading = await openChat(db, staff, row.id, " Asked about a refund ");
    expect(reading).toMatchObject({ chatId: row.id, staff: { id: staff.id } });
    expect(await readingOf(db, staff, row)).toMatchObject({ chatId: row.id, expiresAt: reading.expiresAt });
    expect(await readingOf(db, staff, row, later(READING_MINUTES - 1))).toBeDefined();
    expect(await readingOf(db, staff, row, later(READING_MINUTES + 1))).toBeUndefined();
    expect(await readingOf(db, staff, another)).toBeUndefined();
    expect(await readingOf(db, other, row)).toBeUndefined();
  });

  test("leaves one audit row an opening, with the reason, and none a look", async ({ db }) => {
    const staff = await support(db);
    const row = await makeChat(db);
    const { expiresAt } = await openChat(db, staff, row.id, "Asked about a refund");
    await openChat(db, staff, row.id, "Asked about a refund");
    await readingOf(db, staff, row);
    expect(await openings(db, row.id)).toMatchObject([
      {
        actorId: staff.id,
        reason: "Asked about a refund",
        requestId: staff.requestId,
        ip: staff.ip,
        after: { visibility: "private", until: expiresAt.toISOString() },
      },
    ]);
    await openChat(db, staff, row.id, "Asked about another refund");
    expect((await openings(db, row.id)).map(({ reason }) => reason).sort()).toEqual(["Asked about a refund", "Asked about another refund"]);
  });

  test("opens to an admin without being asked, and says so in the log", async ({ db }) => {
    const staff = await admin(db);
    const row = await makeChat(db);
    expect(await readingOf(db, staff, row)).toMatchObject({ chatId: row.id });
    await readingOf(db, staff, row);
    expect(await openings(db, row.id)).toMatchObject([{ actorId: staff.id, reason: null }]);
    await readingOf(db, staff, row, later(READING_MINUTES + 1));
    expect(await openings(db, row.id)).toHaveLength(2);
  });

  test("asks an admin who is one no longer", async ({ db }) => {
    const person = await makeUser(db);
    const row = await makeChat(db);
    await readingOf(db, staffAs(person, "chats:read", "chats:read-unasked"), row);
    expect(await readingOf(db, staffAs(person, "chats:read"), row)).toBeUndefined();
  });

  test("that holds an unknown visibility is private", async ({ db }) => {
    const row = await makeChat(db);
    await db.execute(sql`update chat set visibility = 'shared?' where id = ${row.id}`);
    expect(await readingOf(db, await support(db), { ...row, visibility: "shared?" })).toBeUndefined();
  });
});

describe("a public chat", () => {
  test("opens to support without a reason, once an hour, and says so in the log", async ({ db }) => {
    const staff = await support(db);
    const row = await makeChat(db, { visibility: "public" });
    expect(await readingOf(db, staff, row)).toMatchObject({ chatId: row.id });
    await readingOf(db, staff, row);
    expect(await openings(db, row.id)).toMatchObject([{ actorId: staff.id, reason: null, after: { visibility: "public" } }]);
  });

  test("asks for a reason once it has become private, whatever the page knew of it", async ({ db }) => {
    const staff = await support(db);
    const row = await makeChat(db, { visibility: "public" });
    const unread = await makeChat(db, { visibility: "public" });
    await readingOf(db, staff, row);
    await db.update(chat).set({ visibility: "private" });
    expect(await readingOf(db, staff, { ...row, visibility: "private" })).toBeUndefined();
    expect(await readingOf(db, staff, row)).toBeUndefined();
    expect(await openedChat(db, staff, row)).toBeUndefined();
    expect(await readingOf(db, staff, unread)).toBeUndefined();
    expect(await openings(db, unread.id)).toEqual([]);
    await openChat(db, staff, row.id, "Asked about a refund");
    expect(await readingOf(db, staff, row)).toBeDefined();
    // And the reason stays when it is opened by a page that knows of none.
    await db.update(chat).set({ visibility: "public" });
    await readingOf(db, staff, row);
    expect(await openings(db, row.id)).toHaveLength(2);
  });
});

describe("without a row in the audit log", () => {
  test("there is no reading", async ({ db }) => {
    const row = await makeChat(db, { visibility: "public" });
    const people = [await support(db), await admin(db)];
    await breakAuditLog(db);
    for (const staff of people) {
      const tries = [() => openChat(db, staff, row.id, "Asked about a refund"), () => readingOf(db, staff, row)];
      for (const open of tries) expect(causeOf(await open().catch((error: unknown) => error))).toContain("the log is full");
    }
    expect(await readings(db, row.id)).toEqual([]);
  });

  test("no message is revealed", async ({ db }) => {
    const staff = await admin(db);
    const { id, chatId } = await makeMessage(db, { parts: [{ type: "text", text: "mia@example.com" }] });
    const reading = await openChat(db, staff, chatId);
    await breakAuditLog(db);
    const answer = await revealMessage(db, staff, reading, id).catch((error: unknown) => error);
    expect(causeOf(answer)).toContain("the log is full");
  });
});

describe("a revealed message", () => {
  test("is one of the chat that is read, and leaves a row each time", async ({ db }) => {
    const staff = await admin(db);
    const said = "Write to mia@example.com";
    const { id, chatId } = await makeMessage(db, { parts: [{ type: "text", text: said }] });
    const elsewhere = await makeMessage(db);
    const reading = await openChat(db, staff, chatId);
    expect(JSON.stringify(await revealMessage(db, staff, reading, id))).toContain(said);
    await revealMessage(db, staff, reading, id);
    expect(await auditRowsOf(db, "message", id)).toMatchObject([
      { action: "message.reveal", actorId: staff.id, after: { chat: chatId } },
      { action: "message.reveal" },
    ]);
    await expect(db.transaction((tx) => revealMessage(tx, staff, reading, elsewhere.id))).rejects.toMatchObject({ status: 404 });
    expect(await auditRowsOf(db, "message", elsewhere.id)).toEqual([]);
  });
});

test("a chat that is gone is not opened", async ({ db }) => {
  const staff = await admin(db);
  await expect(db.transaction((tx) => openChat(tx, staff, "nobody"))).rejects.toMatchObject({ status: 404 });
  expect(await db.select().from(auditLog).where(eq(auditLog.subjectId, "nobody"))).toEqual([]);
});
