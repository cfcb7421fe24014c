import { getUser } from "../../lib/users/get-user.server.ts";
import { listAccountsOf } from "../../lib/users/list-accounts.server.ts";
import { getSessionOf, listSessionsOf } from "../../lib/users/list-sessions.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeAccount, makeSession, makeSubscription, makeUser, makeUserRole } from "../helpers/factories.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

describe("a user's page", () => {
  test("says who granted a staff role, also where that person is gone", async ({ db }) => {
    const admin = await makeUser(db, { name: "Grace Okafor" });
    const user = await makeUser(db);
    await makeUserRole(db, { userId: user.id, role: "finance" });
    await makeUserRole(db, { userId: user.id, role: "support", grantedBy: admin.id });
    await makeSubscription(db, { userId: user.id, status: "trialing" });
    expect(await getUser(db, user.id)).toEqual({
      id: user.id,
      name: user.name,
      email: user.email,
      emailVerified: true,
      image: null,
      role: "user",
      createdAt: madeAt,
      updatedAt: madeAt,
      banned: false,
      banReason: null,
      banExpires: null,
      staffRoles: [
        { role: "support", grantedAt: madeAt, grantedBy: { id: admin.id, name: "Grace Okafor" } },
        { role: "finance", grantedAt: madeAt, grantedBy: null },
      ],
      plan: { status: "trialing", product: "prod_pro_monthly" },
      version: expect.stringMatching(/^\d+$/),
    });
    expect(await getUser(db, "nobody")).toBeUndefined();
  });

  test("shows the newest sessions and how many there are, never a token", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    for (let index = 0; index < 3; index++) await makeSession(db, { id: `${userId}_${index}`, userId, createdAt: at(index) });
    const other = await makeSession(db);
    const sessions = await listSessionsOf(db, userId, 2);
    expect(sessions.rows.map((row) => row.id)).toEqual([`${userId}_2`, `${userId}_1`]);
    expect(sessions.total).toBe(3);
    expect(JSON.stringify(sessions)).not.toContain("token");
    expect(await getSessionOf(db, userId, `${userId}_0`)).toMatchObject({ createdAt: at(0), impersonatedBy: null });
    expect(await getSessionOf(db, userId, other.id)).toBeUndefined();
    expect(await listSessionsOf(db, "nobody")).toEqual({ rows: [], total: 0 });
  });

  test("shows how they sign in, never with what", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const secrets = { accessToken: "secret-1", refreshToken: "secret-2", idToken: "secret-3" };
    await makeAccount(db, { userId, providerId: "google", ...secrets });
    await makeAccount(db, { userId, providerId: "credential", password: "secret-4", scope: null, createdAt: at(1) });
    const accounts = await listAccountsOf(db, userId);
    expect(accounts.map(({ providerId, scope, hasPassword }) => [providerId, scope, hasPassword])).toEqual([
      ["google", "openid email profile", false],
      ["credential", null, true],
    ]);
    expect(JSON.stringify(accounts)).not.toContain("secret");
  });
});
