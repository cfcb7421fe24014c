import { eq } from "drizzle-orm";
import { session } from "../../lib/db/schema.ts";
import { revokeSession, revokeSessions } from "../../lib/users/revoke-sessions.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeSession, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { refused } from "./refused.ts";

const staff = staffWith("users:revoke-sessions");

describe("revoking sessions", () => {
  test("ends one and records which, without its token", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const ended = await makeSession(db, { userId });
    await makeSession(db, { userId });
    await revokeSession(db, staff, userId, ended.id, {});
    expect(await db.$count(session, eq(session.userId, userId))).toBe(1);
    expect(await db.$count(session, eq(session.id, ended.id))).toBe(0);
    const entries = await auditRowsOf(db, "user", userId);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "user.revoke_session",
      actorId: staff.id,
      before: { sessionId: ended.id, ipAddress: "203.0.113.7", createdAt: madeAt.toISOString() },
      after: { sessionId: null, ipAddress: null, createdAt: null },
    });
    expect(JSON.stringify(entries)).not.toContain(ended.token);
  });

  test("leaves another user's session alone, and one that has ended", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const others = await makeSession(db);
    expect((await refused(revokeSession(db, staff, userId, others.id, {}))).status).toBe(404);
    expect((await refused(revokeSession(db, staff, userId, "gone", {}))).status).toBe(404);
    expect(await db.$count(session, eq(session.id, others.id))).toBe(1);
    expect(await auditRowsOf(db, "user", userId)).toEqual([]);
    expect(await auditRowsOf(db, "user", others.userId)).toEqual([]);
  });

  test("ends all of one user and records how many", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    for (let index = 0; index < 3; index++) await makeSession(db, { userId });
    const others = await makeSession(db);
    expect(await revokeSessions(db, staff, userId, { reason: "Stolen laptop" })).toBe(3);
    expect(await db.$count(session, eq(session.userId, userId))).toBe(0);
    expect(await db.$count(session, eq(session.id, others.id))).toBe(1);
    const entries = await auditRowsOf(db, "user", userId);
    expect(entries).toMatchObject([
      { action: "user.revoke_sessions", before: { sessions: 3 }, after: { sessions: 0 }, reason: "Stolen laptop" },
    ]);
    expect((await refused(revokeSessions(db, staff, userId, {}))).status).toBe(422);
    expect(await auditRowsOf(db, "user", userId)).toHaveLength(1);
  });
});
