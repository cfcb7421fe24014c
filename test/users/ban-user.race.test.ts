import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { requirePermission } from "../../app/http/guard.server.ts";
import { signIn } from "../../lib/auth/auth.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { account, session, user } from "../../lib/db/schema.ts";
import { banUser } from "../../lib/users/ban-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser, makeUserRole } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { untilWaiting } from "../helpers/until-waiting.ts";

const password = randomUUID();

/** A person of the support staff who can sign in. */
async function makeSupport(db: Db) {
  const person = await makeUser(db);
  await makeUserRole(db, { userId: person.id, role: "support" });
  const now = new Date();
  const rest = { accountId: person.id, userId: person.id, password: await hashPassword(password), createdAt: now, updatedAt: now };
  await db.insert(account).values({ id: randomUUID(), providerId: "credential", ...rest });
  return person;
}

const randomAddress = () => ["10", ...Array.from({ length: 3 }, () => Math.floor(Math.random() * 256))].join(".");

/** Whether what a sign-in gave opens a page. */
async function opensAPage(signedIn: Awaited<ReturnType<typeof signIn>>): Promise<boolean> {
  if (!signedIn.ok) return false;
  const headers = { Cookie: signedIn.cookies.map((line) => line.split(";")[0]).join("; ") };
  return requirePermission({ request: new Request("http://localhost/users", { headers }), context: {} }, "users:read").then(
    () => true,
    (thrown: unknown) => {
      expect(thrown).toBeInstanceOf(Response);
      return false;
    },
  );
}

describe("banning a person who is signing in at the same moment", () => {
  test("however the two meet, nothing opens afterwards", async ({ database: { db } }) => {
    for (let round = 0; round < 5; round++) {
      const { id, email } = await makeSupport(db);
      const { version } = (await getUserForChange(db, id))!;
      const [signedIn] = await Promise.all([
        signIn({ email, password }, { ip: randomAddress(), userAgent: "test" }),
        banUser(db, staffWith("users:ban"), id, { version, reason: "Shared one account" }),
      ]);
      expect(await opensAPage(signedIn)).toBe(false);
    }
  });

  test("a session that gets in first is ended by the ban, and counted", async ({ database: { db } }) => {
    const { id, email } = await makeSupport(db);
    const { version } = (await getUserForChange(db, id))!;
    const { signedIn, ban } = await db.transaction(async (tx) => {
      await tx.select({ id: user.id }).from(user).where(eq(user.id, id)).for("update");
      const signedIn = signIn({ email, password }, { ip: randomAddress(), userAgent: "test" });
      await untilWaiting(db, 1);
      const ban = banUser(db, staffWith("users:ban"), id, { version, reason: "Shared one account" });
      await untilWaiting(db, 2);
      return { signedIn, ban };
    });
    expect((await ban).sessionsRevoked).toBe(1);
    expect(await opensAPage(await signedIn)).toBe(false);
    expect(await db.$count(session, eq(session.userId, id))).toBe(0);
    expect(await auditRowsOf(db, "user", id)).toMatchObject([{ action: "user.ban", after: { sessionsRevoked: 1 } }]);
  });

  test("a session that slips in behind the ban opens nothing", async ({ database: { db } }) => {
    const { id, email } = await makeSupport(db);
    const { version } = (await getUserForChange(db, id))!;
    const { signedIn, ban } = await db.transaction(async (tx) => {
      await tx.select({ id: user.id }).from(user).where(eq(user.id, id)).for("update");
      const ban = banUser(db, staffWith("users:ban"), id, { version, reason: "Shared one account" });
      await untilWaiting(db, 1);
      const signedIn = signIn({ email, password }, { ip: randomAddress(), userAgent: "test" });
      await untilWaiting(db, 2);
      return { signedIn, ban };
    });
    await ban;
    expect(await opensAPage(await signedIn)).toBe(false);
  });
});
