import { eq } from "drizzle-orm";
import { user } from "../../lib/db/schema.ts";
import { correctUser } from "../../lib/users/correct-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeAuditEntry, makeSession, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { refused } from "./refused.ts";

const staff = staffWith("users:correct");
const form = { name: "Ada Nováková", email: "ada.novakova@example.com", emailVerified: "no" as const };

describe("correcting a user", () => {
  test("writes the row and one entry with what changed; sessions stay", async ({ db }) => {
    const { id, email } = await makeUser(db, { name: "Ada Novak" });
    await makeSession(db, { userId: id });
    const { version } = (await getUserForChange(db, id))!;
    await correctUser(db, staff, id, { ...form, version });
    const after = (await getUserForChange(db, id))!;
    expect(after).toMatchObject({ name: form.name, email: form.email, emailVerified: false });
    const [row] = await db.select({ updatedAt: user.updatedAt }).from(user).where(eq(user.id, id));
    expect(row!.updatedAt > madeAt).toBe(true);
    const entries = await auditRowsOf(db, "user", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "user.correct",
      actorId: staff.id,
      before: { name: "Ada Novak", email, emailVerified: true },
      after: { name: form.name, email: form.email, emailVerified: false },
    });
  });

  test("records only the field that changed", async ({ db }) => {
    const { id, email } = await makeUser(db, { name: "Ada" });
    const { version } = (await getUserForChange(db, id))!;
    await correctUser(db, staff, id, { name: "Ada L.", email, emailVerified: "yes", version });
    expect(await auditRowsOf(db, "user", id)).toMatchObject([{ before: { name: "Ada" }, after: { name: "Ada L." } }]);
  });

  test("leaves the name as it is where none was given", async ({ db }) => {
    const { id } = await makeUser(db, { name: "" });
    const { version } = (await getUserForChange(db, id))!;
    await correctUser(db, staff, id, { email: form.email, emailVerified: "yes", version });
    expect(await getUserForChange(db, id)).toMatchObject({ name: "", email: form.email });
    expect((await auditRowsOf(db, "user", id))[0]!.after).toEqual({ email: form.email });
  });

  test("is refused at the field when another user has the e-mail", async ({ db }) => {
    const other = await makeUser(db, { email: "taken@example.com" });
    const { id } = await makeUser(db);
    const { version } = (await getUserForChange(db, id))!;
    const refusal = await refused(correctUser(db, staff, id, { ...form, email: other.email, version }));
    expect(refusal).toMatchObject({ status: 422, field: "email", message: "Another user has this e-mail already." });
    expect(await auditRowsOf(db, "user", id)).toEqual([]);
    expect((await getUserForChange(db, id))!.version).toBe(version);
  });

  test("is refused when the row is no longer as it was seen, with the row as it is", async ({ db }) => {
    const { id } = await makeUser(db, { name: "Ada", email: "first@example.com" });
    await makeAuditEntry(db, { subjectId: id, actorName: "Grace Okafor" });
    const refusal = await refused(correctUser(db, staff, id, { ...form, version: "1" }));
    expect(refusal.status).toBe(409);
    expect(refusal.conflict).toEqual({
      current: { name: "Ada", email: "first@example.com", emailVerified: "yes" },
      version: (await getUserForChange(db, id))!.version,
      changedBy: { name: "Grace Okafor", at: madeAt.toISOString() },
    });
    expect(await auditRowsOf(db, "user", id)).toHaveLength(1);
  });

  test("is refused when nothing changes, and when the user is gone", async ({ db }) => {
    const { id, name, email } = await makeUser(db);
    const { version } = (await getUserForChange(db, id))!;
    expect((await refused(correctUser(db, staff, id, { name, email, emailVerified: "yes", version }))).status).toBe(422);
    expect((await refused(correctUser(db, staff, "nobody", { ...form, version }))).status).toBe(404);
    expect(await auditRowsOf(db, "user", id)).toEqual([]);
  });
});
