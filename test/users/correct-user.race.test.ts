import type { Db } from "../../lib/db/database.server.ts";
import { correctUser } from "../../lib/users/correct-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";

const rounds = 15;
const versionOf = async (db: Db, id: string) => (await getUserForChange(db, id))!.version;

test("two edits of one user at the same time: one is saved, the other refused with the saved values", async ({ database: { db } }) => {
  for (let round = 0; round < rounds; round++) {
    const { id, email } = await makeUser(db);
    const version = await versionOf(db, id);
    const forms = ["Ada One", "Ada Two"].map((name) => ({ version, name, email, emailVerified: "yes" as const }));
    const results = await Promise.allSettled(forms.map((form) => correctUser(db, staffWith("users:correct"), id, form)));
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const saved = forms[results.findIndex((result) => result.status === "fulfilled")]!.name;
    const lost = results.find((result) => result.status === "rejected")!;
    expect(lost.reason).toMatchObject({ status: 409, conflict: { current: { name: saved, email, emailVerified: "yes" } } });
    expect((await getUserForChange(db, id))!.name).toBe(saved);
    expect(await auditRowsOf(db, "user", id)).toMatchObject([{ after: { name: saved } }]);
  }
});

test("two users given one e-mail at the same time: one gets it, the other is refused at the field", async ({ database: { db } }) => {
  for (let round = 0; round < rounds; round++) {
    const people = [await makeUser(db), await makeUser(db)];
    const email = `shared-${people[0]!.id}@example.com`;
    const results = await Promise.allSettled(
      people.map(async ({ id, name }) =>
        correctUser(db, staffWith("users:correct"), id, { version: await versionOf(db, id), name, email, emailVerified: "yes" }),
      ),
    );
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((result) => result.status === "rejected")!;
    expect(lost.reason).toMatchObject({ status: 422, field: "email" });
    const entries = await Promise.all(people.map(({ id }) => auditRowsOf(db, "user", id)));
    expect(entries.flat()).toHaveLength(1);
  }
});
