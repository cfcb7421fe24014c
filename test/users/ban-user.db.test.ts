import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { session, user } from "../../lib/db/schema.ts";
import { banUser } from "../../lib/users/ban-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { unbanUser } from "../../lib/users/unban-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSession, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs, staffWith } from "../helpers/staff.ts";
import { refused } from "./refused.ts";

const staff = staffWith("users:ban");
const reason = "Chargeback fraud";
const versionOf = async (db: Db, id: string) => (await getUserForChange(db, id))!.version;
/** A whole minute, days from now, as the form holds it in UTC. */
const begun = Date.now();
const inDays = (days: number) => new Date(begun + days * 86_400_000).toISOString().slice(0, 16);

describe("banning a user", () => {
  test("ends their sessions in the same act and leaves one entry", async ({ db }) => {
    const { id } = await makeUser(db);
    await makeSession(db, { userId: id });
    await makeSession(db, { userId: id });
    const other = await makeSession(db);
    await banUser(db, staff, id, { version: await versionOf(db, id), reason });
    expect(await getUserForChange(db, id)).toMatchObject({ banned: true, banReason: reason, banExpires: null });
    expect(await db.$count(session, eq(session.userId, id))).toBe(0);
    expect(await db.$count(session, eq(session.id, other.id))).toBe(1);
    const entries = await auditRowsOf(db, "user", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: "user.ban", actorId: staff.id, reason });
    expect(entries[0]!.before).toEqual({ banned: false, banReason: null, sessionsRevoked: null });
    expect(entries[0]!.after).toEqual({ banned: true, banReason: reason, sessionsRevoked: 2 });
  });

  test("with an end, it holds until that time of the reporting zone", async ({ db }) => {
    const { id } = await makeUser(db);
    await banUser(db, staff, id, { version: await versionOf(db, id), reason, until: inDays(2) });
    expect((await getUserForChange(db, id))!.banExpires).toEqual(new Date(`${inDays(2)}Z`));
  });

  test("changes the reason of a ban and leaves an end that was not touched as it is, to the millisecond", async ({ db }) => {
    const banExpires = new Date(`${inDays(3)}:15.250Z`);
    const { id } = await makeUser(db, { banned: true, banReason: "Spam", banExpires });
    const version = await versionOf(db, id);
    const same = await refused(banUser(db, staff, id, { version, reason: "Spam", until: `${inDays(3)}:15` }));
    expect(same.status).toBe(422);
    await banUser(db, staff, id, { version, reason, until: `${inDays(3)}:15` });
    const [entry] = await auditRowsOf(db, "user", id);
    expect([entry!.before, entry!.after]).toEqual([
      { banReason: "Spam", sessionsRevoked: null },
      { banReason: reason, sessionsRevoked: 0 },
    ]);
    expect((await getUserForChange(db, id))!.banExpires).toEqual(banExpires);
  });

  test("begins a new ban where the old one has ended, even for the same words", async ({ db }) => {
    const { id } = await makeUser(db, { banned: true, banReason: reason, banExpires: new Date("2026-03-01T00:00:00Z") });
    await banUser(db, staff, id, { version: await versionOf(db, id), reason });
    expect((await getUserForChange(db, id))!.banExpires).toBeNull();
  });

  test("never bans oneself or the last admin, nor until a time that is past", async ({ db }) => {
    await db.update(user).set({ role: "user" }).where(eq(user.role, "admin"));
    const admin = await makeUser(db, { role: "admin" });
    await makeSession(db, { userId: admin.id });
    const version = await versionOf(db, admin.id);
    expect((await refused(banUser(db, staffAs(admin, "users:ban"), admin.id, { version, reason }))).status).toBe(403);
    expect(await refused(banUser(db, staff, admin.id, { version, reason }))).toMatchObject({
      status: 422,
      message: expect.stringContaining("the last admin"),
    });
    const { id } = await makeUser(db);
    const past = await refused(banUser(db, staff, id, { version: await versionOf(db, id), reason, until: inDays(-1) }));
    expect(past).toMatchObject({ status: 422, field: "until" });
    expect(await db.$count(session, eq(session.userId, admin.id))).toBe(1);
    for (const subject of [admin.id, id]) {
      expect(await auditRowsOf(db, "user", subject)).toEqual([]);
      expect((await getUserForChange(db, subject))!.banned).toBe(false);
    }
  });

  test("is refused when the row is no longer as it was seen, with the ban as it is", async ({ db }) => {
    const { id } = await makeUser(db, { banned: true, banReason: "Spam", banExpires: new Date(`${inDays(4)}Z`) });
    await makeSession(db, { userId: id });
    const refusal = await refused(banUser(db, staff, id, { version: "1", reason }));
    expect(refusal).toMatchObject({ status: 409, conflict: { current: { reason: "Spam", until: inDays(4) } } });
    expect(await db.$count(session, eq(session.userId, id))).toBe(1);
    expect((await refused(banUser(db, staff, "nobody", { version: "1", reason }))).status).toBe(404);
  });
});

describe("lifting a ban", () => {
  test("clears it with its reason and end, and leaves one entry", async ({ db }) => {
    const banExpires = new Date(`${inDays(3)}Z`);
    const { id } = await makeUser(db, { banned: true, banReason: "Spam", banExpires });
    await unbanUser(db, staff, id, { version: await versionOf(db, id), reason: "It was a mistake" });
    expect(await getUserForChange(db, id)).toMatchObject({ banned: false, banReason: null, banExpires: null });
    const entries = await auditRowsOf(db, "user", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: "user.unban", reason: "It was a mistake" });
    expect(entries[0]!.before).toEqual({ banned: true, banReason: "Spam", banExpires: banExpires.toISOString() });
    expect(entries[0]!.after).toEqual({ banned: false, banReason: null, banExpires: null });
  });

  test("is refused where there is none, and where the row is no longer as it was seen", async ({ db }) => {
    const { id } = await makeUser(db);
    expect((await refused(unbanUser(db, staff, id, { version: await versionOf(db, id) }))).status).toBe(422);
    expect((await refused(unbanUser(db, staff, id, { version: "1" }))).status).toBe(409);
    expect(await auditRowsOf(db, "user", id)).toEqual([]);
  });
});
