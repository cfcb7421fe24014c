import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { auditLog, bulkRun, bulkRunItem, chatNote, chatTags, tag } from "../../lib/db/schema.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { fillSupportDesk } from "../../lib/demo/support-desk.server.ts";
import { openEmptyDatabase } from "./demo-database.ts";

const now = new Date("2026-11-18T15:20:00Z");
const email = "support@purser.example";

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now, scale: 0.1 });
});
afterAll(() => database.close());

describe("the support desk's part of the demo", () => {
  test("is left out where nobody works at it", async () => {
    await fillSupportDesk(database.db, { now, email });
    expect(await database.db.$count(tag)).toBe(0);
  });

  test("is there once, however often it is filled", async () => {
    const { db } = database;
    await makeStaff(db, { email, name: "Sam Support", role: "support", password: undefined });
    await fillSupportDesk(db, { now, email });
    const counts = async () => Promise.all([tag, chatTags, chatNote, bulkRun, bulkRunItem, auditLog].map((table) => db.$count(table)));
    const first = await counts();
    expect(first.every((count) => count > 0)).toBe(true);
    await fillSupportDesk(db, { now, email });
    expect(await counts()).toEqual(first);
  });

  test("has an audit row for each call that a bulk change did, and for no other", async () => {
    const { db } = database;
    const done = await db.select({ id: bulkRunItem.toolCallId }).from(bulkRunItem).where(eq(bulkRunItem.outcome, "done"));
    const recorded = await db.select({ id: auditLog.subjectId }).from(auditLog).where(eq(auditLog.subjectType, "tool_call"));
    expect(recorded.map((row) => row.id).sort()).toEqual(done.map((row) => row.id).sort());
    const { rows } = await db.execute<{ status: string }>(sql`select distinct status from bulk_run order by status`);
    expect(rows.map((row) => row.status)).toEqual(["finished", "stopped"]);
  });
});
