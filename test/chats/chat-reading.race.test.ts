import { openChat, readingOf } from "../../lib/chats/chat-reading.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makeChat, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";
import { createTestDatabase, openOn } from "../helpers/test-database.ts";

test("what is asked for twice at once is opened once", async () => {
  // One of its own: rows of the audit log cannot be taken back.
  const database = await openOn(await createTestDatabase("template"));
  const { db } = database;
  try {
    const row = await makeChat(db);
    const admin = staffAs(await makeUser(db), "chats:read", "chats:read-unasked");
    const support = staffAs(await makeUser(db), "chats:read");
    await Promise.all(Array.from({ length: 6 }, () => readingOf(db, admin, row)));
    await Promise.all(Array.from({ length: 6 }, () => openChat(db, support, row.id, "Asked about a refund")));
    const rows = await auditRowsOf(db, "chat", row.id);
    expect(rows.map(({ actorId }) => actorId)).toEqual([admin.id, support.id]);
  } finally {
    await database.close();
  }
});
