import { randomUUID } from "node:crypto";
import { paymentStatus } from "../../lib/db/values.ts";
import { correctPayment } from "../../lib/payments/correct-payment.server.ts";
import { CorrectPayment } from "../../lib/payments/payment-forms.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry, makePayment } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { changedElsewhere, refusedWithoutTrace, traceOf, versionNow } from "./payment-changes.ts";

const staff = staffWith("payments:change");
const reason = "The webhook was lost";

describe("correcting a payment's status", () => {
  test("writes the status alone and leaves exactly one entry", async ({ db }) => {
    const made = await makePayment(db, { status: "processing" });
    const earliest = Date.now();
    await correctPayment(db, staff, made.id, { version: await versionNow(db, made.id), status: "succeeded", reason });
    const { row, entries } = await traceOf(db, made.id);
    expect(row).toEqual({ ...made, status: "succeeded" });
    expect(entries).toEqual([
      {
        id: expect.any(String),
        createdAt: expect.any(Date),
        actorId: staff.id,
        actorName: staff.name,
        actorEmail: staff.email,
        actorRoles: ["finance"],
        action: "payment.correct",
        subjectType: "payment",
        subjectId: made.id,
        before: { status: "processing" },
        after: { status: "succeeded" },
        reason,
        requestId: staff.requestId,
        ip: staff.ip,
      },
    ]);
    expect(Math.abs(entries[0]!.createdAt.getTime() - earliest)).toBeLessThan(60_000);
  });

  test("gives a status to a payment that has none", async ({ db }) => {
    const { id } = await makePayment(db, { status: null });
    await correctPayment(db, staff, id, { version: await versionNow(db, id), status: "failed", reason });
    expect((await auditRowsOf(db, "payment", id))[0]).toMatchObject({ before: { status: null }, after: { status: "failed" } });
  });

  test("is refused where it has that status already", async ({ db }) => {
    const { id } = await makePayment(db, { status: "failed" });
    const version = await versionNow(db, id);
    const refusal = await refusedWithoutTrace(db, id, () => correctPayment(db, staff, id, { version, status: "failed", reason }));
    expect(refusal).toMatchObject({ status: 422, conflict: undefined });
  });

  test("is refused for a payment that is not there", async ({ db }) => {
    const id = randomUUID();
    const refusal = await refusedWithoutTrace(db, id, () => correctPayment(db, staff, id, { version: "1", status: "failed", reason }));
    expect(refusal).toMatchObject({ status: 404, message: "This payment is no longer there." });
  });

  test("is refused where the product wrote the row meanwhile, with the status as it is now", async ({ db }) => {
    const { id } = await makePayment(db, { status: "processing" });
    const version = await versionNow(db, id);
    await changedElsewhere(db, id, { status: "failed" });
    const refusal = await refusedWithoutTrace(db, id, () => correctPayment(db, staff, id, { version, status: "succeeded", reason }));
    expect(refusal).toMatchObject({ status: 409, conflict: { current: { status: "failed" }, version: await versionNow(db, id) } });
    expect(refusal.conflict!.changedBy).toBeUndefined();
    await correctPayment(db, staff, id, { version: refusal.conflict!.version, status: "succeeded", reason });
    expect((await traceOf(db, id)).row!.status).toBe("succeeded");
  });

  test("is refused where another person changed it meanwhile, and says who and when", async ({ db }) => {
    const { id } = await makePayment(db, { status: "processing" });
    await makeAuditEntry(db, { subjectType: "payment", subjectId: id, actorName: "Long Ago" });
    await makeAuditEntry(db, {
      subjectType: "user",
      subjectId: id,
      actorName: "Another Area",
      createdAt: new Date("2030-01-01T00:00:00Z"),
    });
    const version = await versionNow(db, id);
    await correctPayment(db, { ...staff, name: "Linus Berg" }, id, { version, status: "failed", reason });
    const [, entry] = await auditRowsOf(db, "payment", id);
    const refusal = await refusedWithoutTrace(db, id, () => correctPayment(db, staff, id, { version, status: "succeeded", reason }));
    expect(refusal).toMatchObject({
      status: 409,
      conflict: { current: { status: "failed" }, changedBy: { name: "Linus Berg", at: entry!.createdAt.toISOString() } },
    });
  });
});

describe("the form of a correction", () => {
  const good = { version: "123", status: "failed", reason: "  because  " };
  const wrong = (fields: object) =>
    CorrectPayment.safeParse({ ...good, ...fields }).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);

  test("takes every status that Dodo Payments has, and trims the reason", () => {
    for (const status of paymentStatus) expect(CorrectPayment.parse({ ...good, status }).status).toBe(status);
    expect(CorrectPayment.parse(good).reason).toBe("because");
  });

  test("says in a sentence what is wrong", () => {
    expect(wrong({ status: "refunded" })).toEqual(["status: Choose a status."]);
    expect(wrong({ status: undefined })).toEqual(["status: Choose a status."]);
    expect(wrong({ reason: undefined })).toEqual(["reason: Say why: the audit log keeps it."]);
    expect(wrong({ reason: " ab " })).toEqual(["reason: Say why in at least 3 characters: the audit log keeps it."]);
    expect(wrong({ reason: "x".repeat(501) })).toEqual(["reason: Use at most 500 characters."]);
    for (const version of [undefined, "", "x", "-1", "1".repeat(11)])
      expect(wrong({ version })).toEqual(["version: Load this page again."]);
  });
});
