import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { user } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { banUser } from "../../lib/users/ban-user.server.ts";
import { changeRoles } from "../../lib/users/change-roles.server.ts";
import { deleteUser } from "../../lib/users/delete-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { previewDeletion } from "../../lib/users/preview-deletion.server.ts";
import { formatCounted } from "../../lib/users/user-deletion.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";

const rounds = 15;

/** Two admins, who are all there are: this database belongs to this worker, and its tests run one after another. */
async function makeTwoAdmins(db: Db) {
  await db.update(user).set({ role: "user" }).where(eq(user.role, "admin"));
  const [a, b] = [await makeUser(db, { role: "admin", name: "Ada" }), await makeUser(db, { role: "admin", name: "Grace" })];
  const versions = { [a.id]: await versionOf(db, a.id), [b.id]: await versionOf(db, b.id) };
  return [
    { by: a, whom: b, version: versions[b.id]! },
    { by: b, whom: a, version: versions[a.id]! },
  ] as const;
}

const versionOf = async (db: Db, id: string) => (await getUserForChange(db, id))!.version;

type Attack = { by: Awaited<ReturnType<typeof makeUser>>; whom: Awaited<ReturnType<typeof makeUser>>; version: string };

const demote = (db: Db, { by, whom, version }: Attack) =>
  changeRoles(db, staffAs(by, "users:change-roles"), whom.id, { version, role: "user", staffRoles: [] });
const ban = (db: Db, { by, whom, version }: Attack) => banUser(db, staffAs(by, "users:ban"), whom.id, { version, reason: "Out" });
const remove = async (db: Db, { by, whom, version }: Attack) =>
  deleteUser(db, staffAs(by, "users:delete"), whom.id, {
    version,
    counted: formatCounted(await previewDeletion(db, whom.id)),
    confirmation: whom.email,
  });

describe("two admins who act on each other at the same time", () => {
  test.for([
    ["demoting and demoting", demote, demote],
    ["banning and banning", ban, ban],
    ["deleting and deleting", remove, remove],
    ["demoting and banning", demote, ban],
    ["banning and deleting", ban, remove],
  ] as const)("%s: one of them stays admin", async ([, first, second], { database: { db } }) => {
    for (let round = 0; round < rounds; round++) {
      const [one, two] = await makeTwoAdmins(db);
      const results = await Promise.allSettled([first(db, one), second(db, two)]);
      expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
      const loser = results.find((result) => result.status === "rejected")!;
      expect(loser.reason).toBeInstanceOf(Refusal);
      expect(loser.reason).toMatchObject({ status: 422, message: expect.stringContaining("the last admin") });
      const left = await db.select({ id: user.id, banned: user.banned }).from(user).where(eq(user.role, "admin"));
      expect(left.filter((admin) => !admin.banned)).toHaveLength(1);
      const entries = [...(await auditRowsOf(db, "user", one.whom.id)), ...(await auditRowsOf(db, "user", two.whom.id))];
      expect(entries).toHaveLength(1);
    }
  });
});

test("two staff who change one person's roles at the same time: one wins, the other sees what was made of it", async ({
  database: { db },
}) => {
  const admins = [await makeUser(db, { role: "admin" }), await makeUser(db, { role: "admin" })] as const;
  for (let round = 0; round < rounds; round++) {
    const { id } = await makeUser(db);
    const version = await versionOf(db, id);
    const results = await Promise.allSettled([
      changeRoles(db, staffAs(admins[0], "users:change-roles"), id, { version, role: "user", staffRoles: ["support"] }),
      changeRoles(db, staffAs(admins[1], "users:change-roles"), id, { version, role: "user", staffRoles: ["finance"] }),
    ]);
    const winner = results[0]!.status === "fulfilled" ? "support" : "finance";
    const loser = results.find((result) => result.status === "rejected")!;
    expect(loser.reason).toMatchObject({ status: 409, conflict: { current: { role: "user", staffRoles: [winner] } } });
    expect(await auditRowsOf(db, "user", id)).toMatchObject([{ before: { staffRoles: [] }, after: { staffRoles: [winner] } }]);
  }
});
