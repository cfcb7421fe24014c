import { eq, sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import {
  account,
  auditLog,
  chat,
  extremeSearchUsage,
  message,
  messageUsage,
  payment,
  session,
  sessionStates,
  stream,
  subscription,
  toolCalls,
  user,
  userRoles,
} from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  makeAccount,
  makeAuditEntry,
  makeChat,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSearchUsage,
  makeSession,
  makeSubscription,
  makeToolCall,
  makeUser,
  makeUserRole,
} from "../helpers/factories.ts";

/** The SQLSTATE that a statement fails with; a savepoint keeps the test's transaction alive. */
async function refusal(db: Db, run: (tx: Db) => PromiseLike<unknown>): Promise<string | undefined> {
  return db
    .transaction(async (tx) => void (await run(tx)))
    .then(
      () => "not refused",
      (error: unknown) => databaseErrorCode(error),
    );
}

describe("removing a user", () => {
  test("takes their sessions, accounts, usage and staff roles along", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    await makeSession(db, { userId });
    await makeAccount(db, { userId });
    await makeMessageUsage(db, { userId });
    await makeSearchUsage(db, { userId });
    await makeUserRole(db, { userId });
    await db.delete(user).where(eq(user.id, userId));
    for (const table of [session, account, messageUsage, extremeSearchUsage, userRoles]) {
      expect(await db.$count(table, eq(table.userId, userId))).toBe(0);
    }
  });

  test("keeps their subscriptions and payments, without them", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const sold = await makeSubscription(db, { userId });
    const paid = await makePayment(db, { userId });
    await db.delete(user).where(eq(user.id, userId));
    expect(await db.select({ userId: subscription.userId }).from(subscription).where(eq(subscription.id, sold.id))).toEqual([
      { userId: null },
    ]);
    expect(await db.select({ userId: payment.userId }).from(payment).where(eq(payment.id, paid.id))).toEqual([{ userId: null }]);
  });

  test("keeps the roles that they granted", async ({ db }) => {
    const { id: grantedBy } = await makeUser(db);
    const { userId } = await makeUserRole(db, { grantedBy });
    await db.delete(user).where(eq(user.id, grantedBy));
    expect(await db.select({ grantedBy: userRoles.grantedBy }).from(userRoles).where(eq(userRoles.userId, userId))).toEqual([
      { grantedBy: null },
    ]);
  });

  test("is refused while they have chats", async ({ db }) => {
    const { userId } = await makeChat(db);
    expect(await refusal(db, (tx) => tx.delete(user).where(eq(user.id, userId)))).toBe("23503");
  });
});

test("removing a chat takes its messages, tool calls, streams and state along", async ({ db }) => {
  const { id: chatId } = await makeChat(db);
  await makeMessage(db, { chatId });
  await makeToolCall(db, { chatId });
  await db.insert(stream).values({ chatId });
  await db.insert(sessionStates).values({ chatId, state: {} });
  await db.delete(chat).where(eq(chat.id, chatId));
  for (const table of [message, toolCalls, stream, sessionStates]) expect(await db.$count(table, eq(table.chatId, chatId))).toBe(0);
});

describe("an audit row", () => {
  test("outlives its actor and its subject", async ({ db }) => {
    const actor = await makeUser(db);
    const subject = await makeUser(db);
    const { id } = await makeAuditEntry(db, { actorId: actor.id, subjectId: subject.id });
    await db.delete(user).where(eq(user.id, actor.id));
    await db.delete(user).where(eq(user.id, subject.id));
    expect(await db.$count(auditLog, eq(auditLog.id, id))).toBe(1);
  });

  test("is never changed, removed or emptied away", async ({ db }) => {
    const { id } = await makeAuditEntry(db);
    expect(await refusal(db, (tx) => tx.update(auditLog).set({ reason: "another" }).where(eq(auditLog.id, id)))).toBe("42501");
    expect(await refusal(db, (tx) => tx.delete(auditLog).where(eq(auditLog.id, id)))).toBe("42501");
    expect(await refusal(db, (tx) => tx.delete(auditLog).where(sql`false`))).toBe("42501");
    expect(await refusal(db, (tx) => tx.execute(sql`truncate audit_log`))).toBe("42501");
    expect(await db.$count(auditLog, eq(auditLog.id, id))).toBe(1);
  });
});
