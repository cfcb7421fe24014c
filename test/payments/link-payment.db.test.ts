import { randomUUID } from "node:crypto";
import { linkPayment, unlinkPayment } from "../../lib/payments/link-payment.server.ts";
import { LinkPayment, UnlinkPayment } from "../../lib/payments/payment-forms.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { changedElsewhere, refusedWithoutTrace, traceOf, versionNow } from "./payment-changes.ts";

const staff = staffWith("payments:change");
const reason = "Paid by somebody else";

describe("linking a payment to a user", () => {
  test("by id sets the user alone and leaves exactly one entry", async ({ db }) => {
    const user = await makeUser(db);
    const made = await makePayment(db);
    await linkPayment(db, staff, made.id, { version: await versionNow(db, made.id), userId: user.id });
    const { row, entries } = await traceOf(db, made.id);
    expect(row).toEqual({ ...made, userId: user.id });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "payment.link",
      actorId: staff.id,
      actorRoles: ["finance"],
      before: { userId: null },
      after: { userId: user.id },
      reason: null,
      requestId: staff.requestId,
      ip: staff.ip,
    });
  });

  test("by e-mail in any case, also in place of another user", async ({ db }) => {
    const [old, user] = [await makeUser(db), await makeUser(db, { email: `mia.${randomUUID()}@example.com` })];
    const { id } = await makePayment(db, { userId: old.id });
    await linkPayment(db, staff, id, { version: await versionNow(db, id), userId: user.email.toUpperCase() });
    const [entry, ...others] = await auditRowsOf(db, "payment", id);
    expect(others).toEqual([]);
    expect([entry!.before, entry!.after]).toEqual([{ userId: old.id }, { userId: user.id }]);
  });

  test("is refused at the field where there is no such user, or where it is theirs already", async ({ db }) => {
    const user = await makeUser(db, { name: "Mia Lang" });
    const { id } = await makePayment(db, { userId: user.id });
    const version = await versionNow(db, id);
    for (const [userId, message] of [
      [`no-${randomUUID()}`, "There is no user with this id or e-mail."],
      ["%", "There is no user with this id or e-mail."],
      [user.id, "This payment is linked to Mia Lang already."],
      [user.email, "This payment is linked to Mia Lang already."],
    ] as const) {
      const refusal = await refusedWithoutTrace(db, id, () => linkPayment(db, staff, id, { version, userId }));
      expect(refusal).toMatchObject({ status: 422, field: "userId", message });
    }
  });

  test("is refused where it is gone or changed meanwhile, with the user it has now", async ({ db }) => {
    const [user, other] = [await makeUser(db), await makeUser(db)];
    const gone = randomUUID();
    expect((await refusedWithoutTrace(db, gone, () => linkPayment(db, staff, gone, { version: "1", userId: user.id }))).status).toBe(404);
    const { id } = await makePayment(db);
    const version = await versionNow(db, id);
    await linkPayment(db, { ...staff, name: "Linus Berg" }, id, { version, userId: other.id });
    const stale = await refusedWithoutTrace(db, id, () => linkPayment(db, staff, id, { version, userId: user.id }));
    expect(stale).toMatchObject({ status: 409, conflict: { current: { userId: other.id }, changedBy: { name: "Linus Berg" } } });
    // A stale form is told so even when it asks for what the row has become.
    expect((await refusedWithoutTrace(db, id, () => linkPayment(db, staff, id, { version, userId: other.id }))).status).toBe(409);
  });
});

describe("unlinking a payment", () => {
  test("takes the user away, keeps the payment, and leaves exactly one entry", async ({ db }) => {
    const user = await makeUser(db);
    const made = await makePayment(db, { userId: user.id });
    await unlinkPayment(db, staff, made.id, { version: await versionNow(db, made.id), reason });
    const { row, entries } = await traceOf(db, made.id);
    expect(row).toEqual({ ...made, userId: null });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: "payment.unlink", before: { userId: user.id }, after: { userId: null }, reason });
  });

  test("is refused where it has no user, is gone, or was changed meanwhile", async ({ db }) => {
    const free = await makePayment(db);
    const version = await versionNow(db, free.id);
    const refusal = await refusedWithoutTrace(db, free.id, () => unlinkPayment(db, staff, free.id, { version, reason }));
    expect(refusal).toMatchObject({ status: 422, message: "This payment is not linked to a user." });
    const gone = randomUUID();
    expect((await refusedWithoutTrace(db, gone, () => unlinkPayment(db, staff, gone, { version: "1", reason }))).status).toBe(404);
    const user = await makeUser(db);
    const { id } = await makePayment(db, { userId: user.id });
    const seen = await versionNow(db, id);
    await changedElsewhere(db, id, { status: "failed" });
    const stale = await refusedWithoutTrace(db, id, () => unlinkPayment(db, staff, id, { version: seen, reason }));
    expect(stale).toMatchObject({ status: 409, conflict: { current: { userId: user.id } } });
  });
});

test("the forms ask for a user, and for a reason", () => {
  const wrong = (userId?: string) => LinkPayment.safeParse({ version: "1", userId }).error?.issues.map((issue) => issue.message);
  expect(wrong()).toEqual(["Name the user by id or e-mail."]);
  expect(wrong("  ")).toEqual(["Name the user by id or e-mail."]);
  expect(wrong("x".repeat(321))).toEqual(["That is longer than any id or e-mail."]);
  expect(LinkPayment.parse({ version: "1", userId: " user_1 " }).userId).toBe("user_1");
  expect(UnlinkPayment.safeParse({ version: "1" }).success).toBe(false);
});
