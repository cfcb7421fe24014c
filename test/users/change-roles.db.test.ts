import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { user, userRoles } from "../../lib/db/schema.ts";
import { changeRoles } from "../../lib/users/change-roles.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeUser, makeUserRole } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";
import { refused } from "./refused.ts";

const versionOf = async (db: Db, id: string) => (await getUserForChange(db, id))!.version;

/** Nobody who other tests left is an admin here, so that this test's admins are all there are. */
async function makeOnlyAdmin(db: Db) {
  await db.update(user).set({ role: "user" }).where(eq(user.role, "admin"));
  const admin = await makeUser(db, { role: "admin", name: "Grace Okafor" });
  return { admin, staff: staffAs(admin, "users:change-roles") };
}

describe("changing a user's roles", () => {
  test("sets both kinds as one change with one entry, and says who granted what", async ({ db }) => {
    const { admin, staff } = await makeOnlyAdmin(db);
    const { id } = await makeUser(db);
    await makeUserRole(db, { userId: id, role: "support" });
    await changeRoles(db, staff, id, { version: await versionOf(db, id), role: "admin", staffRoles: ["finance"] });
    const [row] = await db.select({ role: user.role, updatedAt: user.updatedAt }).from(user).where(eq(user.id, id));
    expect(row!.role).toBe("admin");
    expect(row!.updatedAt > madeAt).toBe(true);
    const grants = await db.select().from(userRoles).where(eq(userRoles.userId, id));
    expect(grants).toEqual([{ userId: id, role: "finance", grantedBy: admin.id, grantedAt: row!.updatedAt }]);
    const entries = await auditRowsOf(db, "user", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "user.change_roles",
      actorId: admin.id,
      before: { role: "user", staffRoles: ["support"] },
      after: { role: "admin", staffRoles: ["finance"] },
    });
  });

  test("keeps a grant that stays as it was, and records only what changed", async ({ db }) => {
    const { staff } = await makeOnlyAdmin(db);
    const { id } = await makeUser(db);
    await makeUserRole(db, { userId: id, role: "support" });
    await changeRoles(db, staff, id, { version: await versionOf(db, id), role: "user", staffRoles: ["finance", "support"] });
    const grants = await db.select().from(userRoles).where(eq(userRoles.userId, id)).orderBy(userRoles.role);
    expect(grants.map((grant) => [grant.role, grant.grantedBy])).toEqual([
      ["finance", staff.id],
      ["support", null],
    ]);
    expect(grants[1]!.grantedAt).toEqual(madeAt);
    const [entry] = await auditRowsOf(db, "user", id);
    expect([entry!.before, entry!.after]).toEqual([{ staffRoles: ["support"] }, { staffRoles: ["support", "finance"] }]);
  });

  test("changes the row's version even when only a staff role changes, so that a second form is refused", async ({ db }) => {
    const { staff } = await makeOnlyAdmin(db);
    const { id } = await makeUser(db);
    const version = "1";
    const refusal = await refused(changeRoles(db, staff, id, { version, role: "user", staffRoles: ["support"] }));
    expect(refusal).toMatchObject({
      status: 409,
      conflict: { current: { role: "user", staffRoles: [] }, version: await versionOf(db, id) },
    });
    expect(await auditRowsOf(db, "user", id)).toEqual([]);
    expect(await db.$count(userRoles, eq(userRoles.userId, id))).toBe(0);
  });

  test("never changes one's own, never takes the last admin, never does nothing", async ({ db }) => {
    const { admin, staff } = await makeOnlyAdmin(db);
    const own = { version: await versionOf(db, admin.id), role: "user" as const, staffRoles: [] };
    expect((await refused(changeRoles(db, staff, admin.id, own))).status).toBe(403);

    const former = staffAs(await makeUser(db), "users:change-roles");
    const last = await refused(changeRoles(db, former, admin.id, own));
    expect(last).toMatchObject({ status: 422, message: expect.stringContaining("the last admin") });
    expect(await db.select({ role: user.role }).from(user).where(eq(user.id, admin.id))).toEqual([{ role: "admin" }]);

    // A banned admin cannot sign in, so they are no other admin.
    const banned = await makeUser(db, { role: "admin", banned: true });
    expect((await refused(changeRoles(db, former, admin.id, own))).status).toBe(422);
    await changeRoles(db, former, banned.id, { version: await versionOf(db, banned.id), role: "user", staffRoles: [] });

    const same = await refused(changeRoles(db, former, admin.id, { ...own, role: "admin" }));
    expect(same).toMatchObject({ status: 422, message: expect.stringContaining("Nothing was changed") });
    expect((await refused(changeRoles(db, staff, "nobody", own))).status).toBe(404);
    expect(await auditRowsOf(db, "user", admin.id)).toEqual([]);
  });

  test("the last admin may still get staff roles, and one of two admins may go", async ({ db }) => {
    const { admin, staff } = await makeOnlyAdmin(db);
    const other = await makeUser(db, { role: "admin" });
    await changeRoles(db, staff, other.id, { version: await versionOf(db, other.id), role: "user", staffRoles: [] });
    const former = staffAs(other, "users:change-roles");
    await changeRoles(db, former, admin.id, { version: await versionOf(db, admin.id), role: "admin", staffRoles: ["support"] });
    expect(await auditRowsOf(db, "user", admin.id)).toMatchObject([{ before: { staffRoles: [] }, after: { staffRoles: ["support"] } }]);
  });
});
