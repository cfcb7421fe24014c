import { eq } from "drizzle-orm";
import { auditLog } from "../../lib/db/schema.ts";
import { expect, test } from "./database-test.ts";
import { madeAt, makeAuditEntry, makeUser } from "./factories.ts";
import { auditRowsOf, staffAs, staffWith } from "./staff.ts";

test("staffWith takes the least role that may do it all", async ({ db }) => {
  expect(staffWith("payments:change").roles).toEqual(["finance"]);
  expect(staffWith("tool-calls:change", "users:read").roles).toEqual(["support"]);
  expect(staffWith("tool-calls:read", "payments:read").roles).toEqual(["support", "finance"]);
  expect(staffWith("users:ban").roles).toEqual(["admin"]);
  const user = await makeUser(db);
  expect(staffAs(user, "users:read")).toMatchObject({ id: user.id, email: user.email });
});

test("auditRowsOf gives one subject's rows, oldest first", async ({ db }) => {
  const late = await makeAuditEntry(db, { subjectId: "a", createdAt: new Date(madeAt.getTime() + 1) });
  const early = await makeAuditEntry(db, { subjectId: "a" });
  await makeAuditEntry(db, { subjectId: "b" });
  await makeAuditEntry(db, { subjectId: "a", subjectType: "payment" });
  expect((await auditRowsOf(db, "user", "a")).map((row) => row.id)).toEqual([early.id, late.id]);
  expect(await db.$count(auditLog, eq(auditLog.subjectId, "a"))).toBe(3);
});
