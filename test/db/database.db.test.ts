import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { db as processDb } from "../../lib/db/db.server.ts";
import { amadeusTokens, auditLog, payment, toolCalls } from "../../lib/db/schema.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";
import { makeAuditEntry, makePayment, makeToolCall } from "../helpers/factories.ts";

describe("every driver gives the same values", () => {
  test("times are UTC to the millisecond, whatever the zone of machine and server", async ({ db }) => {
    const createdAt = new Date("2026-03-08T02:30:00.123Z");
    const { id } = await makePayment(db, { createdAt });
    const [row] = await db
      .select({ createdAt: payment.createdAt, text: sql<string>`${payment.createdAt}::text` })
      .from(payment)
      .where(eq(payment.id, id));
    expect(row).toEqual({ createdAt, text: "2026-03-08 02:30:00.123" });
  });

  test("a time that the database fills in is UTC too", async ({ db }) => {
    const { id } = await makeAuditEntry(db, { createdAt: undefined });
    const [row] = await db.select({ createdAt: auditLog.createdAt }).from(auditLog).where(eq(auditLog.id, id));
    expect(Math.abs(row!.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  test("JSON, arrays, booleans and big integers come back as they went", async ({ db }) => {
    const entry = await makeAuditEntry(db, { before: { a: [1, null, "ü"] }, actorRoles: ["support", "finance"] });
    expect([entry.before, entry.actorRoles]).toEqual([{ a: [1, null, "ü"] }, ["support", "finance"]]);
    const refunds = [{ status: "succeeded", amount: 999_999_999_999 }];
    expect((await makePayment(db, { refunds, digitalProductsDelivered: true })).refundedAmount).toBe(999_999_999_999);
  });

  test("a row's version changes with each write", async ({ db }) => {
    const { id } = await makeToolCall(db);
    const version = () => db.select({ version: sql<string>`xmin::text` }).from(toolCalls).where(eq(toolCalls.id, id));
    const [before] = await version();
    expect(before?.version).toMatch(/^\d+$/);
    await db.transaction((tx) => tx.update(toolCalls).set({ toolName: "other" }).where(eq(toolCalls.id, id)));
    expect((await version())[0]).not.toEqual(before);
  });
});

test("a secret is encrypted in its column and readable through the schema", async ({ db }) => {
  const [token] = await db
    .insert(amadeusTokens)
    .values({ environment: "test", accessToken: "very secret", tokenType: "Bearer", expiresAt: new Date() })
    .returning();
  expect(token?.accessToken).toBe("very secret");
  const { rows } = await db.execute<{ stored: string }>(sql`select access_token as stored from amadeus_tokens where id = ${token!.id}`);
  expect(rows[0]?.stored).toMatch(/^enc:v1:test:/);
});

describe("the `db` fixture", () => {
  test("is what routes see", async ({ db }) => {
    const { id } = await makePayment(db);
    expect(await processDb.$count(payment, eq(payment.id, id))).toBe(1);
  });

  const id = `rolled_back_${randomUUID()}`;
  test("holds its rows …", async ({ db }) => {
    await makePayment(db, { id });
    expect(await db.$count(payment, eq(payment.id, id))).toBe(1);
  });

  test("… until the test ends", async ({ database }) => {
    expect(await database.db.$count(payment, eq(payment.id, id))).toBe(0);
    expect(await processDb.$count(payment, eq(payment.id, id))).toBe(0);
  });

  test.runIf(testDriver === "pglite")("refuses `database.db` beside it on PGlite, which would hang", async ({ db, database }) => {
    await makePayment(db);
    await expect((async () => database.db.$count(payment))()).rejects.toThrow();
    await expect((async () => database.db.transaction(async () => {}))()).rejects.toThrow("Use one of the two");
  });
});
