import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { signIn } from "../../lib/auth/auth.server.ts";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import { rolesOf } from "../../lib/auth/staff.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { account, session, user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSession, makeUser, makeUserRole } from "../helpers/factories.ts";
import { auditRowsOf } from "../helpers/staff.ts";

const password = randomUUID();
const from = { ip: "10.9.8.7", userAgent: "test" };

async function personWith(db: Db, email: string) {
  const [row] = await db.select().from(user).where(eq(user.email, email));
  return { row: row!, roles: await rolesOf(db, row!), entries: await auditRowsOf(db, "user", row!.id) };
}

describe("a command that makes staff", () => {
  test("makes an account that can sign in, and one audit row", async ({ db }) => {
    const email = `${randomUUID()}@example.com`;
    expect(await makeStaff(db, { email: ` ${email.toUpperCase()} `, name: "Ada", role: "admin", password })).toEqual({ created: true });
    const { row, roles, entries } = await personWith(db, email);
    expect([row.name, row.emailVerified, roles]).toEqual(["Ada", true, ["admin"]]);
    expect(entries).toMatchObject([
      { action: "user.make_admin", actorId: "command-line", before: { role: null }, after: { role: "admin" }, ip: null },
    ]);
    expect(JSON.stringify(entries)).not.toContain(password);
    expect((await signIn({ email, password }, from)).ok).toBe(true);
  });

  test("gives a user another role beside those that they have, and says which these were", async ({ db }) => {
    const { id, email } = await makeUser(db);
    await makeUserRole(db, { userId: id, role: "finance" });
    expect(await makeStaff(db, { email, name: "unused", role: "support", password: undefined })).toEqual({ created: false });
    const { roles, entries } = await personWith(db, email);
    expect(roles).toEqual(["support", "finance"]);
    expect(entries).toMatchObject([
      { action: "user.change_roles", before: { staffRoles: ["finance"] }, after: { staffRoles: ["support", "finance"] } },
    ]);
  });

  test("replaces the password of an account, ends its sessions, and keeps both where none is given", async ({ db }) => {
    const { id, email } = await makeUser(db, { role: "admin" });
    await makeStaff(db, { email, name: "unused", role: "admin", password });
    await makeSession(db, { userId: id });
    await makeStaff(db, { email, name: "unused", role: "admin", password: undefined });
    const [kept] = await db
      .select()
      .from(account)
      .where(and(eq(account.userId, id), eq(account.providerId, "credential")));
    expect(await db.$count(session, eq(session.userId, id))).toBe(1);
    await makeStaff(db, { email, name: "unused", role: "admin", password: randomUUID() });
    const [replaced, ...others] = await db.select().from(account).where(eq(account.userId, id));
    expect(others).toEqual([]);
    expect(replaced!.password).not.toBe(kept!.password);
    expect(await db.$count(session, eq(session.userId, id))).toBe(0);
    expect((await personWith(db, email)).entries).toEqual([]);
  });
});
