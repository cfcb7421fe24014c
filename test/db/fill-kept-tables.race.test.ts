import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { test as base } from "vitest";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { fillKeptTables, unfinishedTables } from "../../lib/db/fill-kept-tables.server.ts";
import { JOURNAL, MIGRATIONS } from "../../lib/db/migrate.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import * as schema from "../../lib/db/schema.ts";
import { backfill, message, messageText, payment, paymentEntry, toolCallFailure, toolCalls } from "../../lib/db/schema.ts";
import { describe, expect } from "../helpers/database-test.ts";
import { makeChat, makeMessage, makePayment, makeToolCall } from "../helpers/factories.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { untilWaiting } from "../helpers/until-waiting.ts";
import { dispute, refund } from "../payments/dodo.ts";

/** A database of the test's own, its kept tables unfinished, with 30 messages, 12 calls and 10 payments that the triggers did not see. */
const test = base.extend("own", async ({ onTestFinished: _ }, { onCleanup }): Promise<Database> => {
  const database = openPg(await createTestDatabase("template"));
  onCleanup(() => database.close());
  const { db } = database;
  const { id: chatId } = await makeChat(db);
  for (let n = 0; n < 30; n++) await makeMessage(db, { id: `m${n}`, chatId, parts: [{ type: "text", text: `Said ${n}` }] });
  for (let n = 0; n < 12; n++) await makeToolCall(db, { chatId, status: n % 3 === 0 ? "failed" : "succeeded", error: `Error ${n}` });
  for (let n = 0; n < 10; n++) {
    const refunds = [refund({ amount: n }), refund({ amount: n + 100, created_at: "soon" }), refund({ status: "reversed" })];
    await makePayment(db, { id: `p${n}`, refunds, disputes: n % 2 ? "odd" : [dispute({ amount: "70" })] });
  }
  await forget(db);
  return database;
});

async function forget(db: Db): Promise<void> {
  await db.delete(messageText);
  await db.delete(toolCallFailure);
  await db.delete(paymentEntry);
  await db.execute(sql`alter table payment disable trigger user`);
  const nothing = {
    disputeStatus: null,
    customerId: null,
    customerEmail: null,
    customerName: null,
    cartProduct: null,
    billingCountry: null,
  };
  await db.update(payment).set({ refundedAmount: 0, unreadableEntries: 0, ...nothing });
  await db.execute(sql`alter table payment enable trigger user`);
  await db.update(backfill).set({ position: "", finishedAt: null });
}

const textsOf = async (db: Db) => (await db.select({ text: messageText.text }).from(messageText)).map(({ text }) => text).sort();
const allTexts = Array.from({ length: 30 }, (_, n) => `Said ${n}`).sort();
const entriesOf = async (db: Db) => db.select().from(paymentEntry).orderBy(paymentEntry.paymentId, paymentEntry.kind, paymentEntry.place);
const refundsOf = async (db: Db, id: string) =>
  (await entriesOf(db)).flatMap((row) => (row.paymentId === id && row.kind === "refund" ? [row.amount] : []));
const rowsOf = async (db: Db) => (await db.select({ count: count() }).from(messageText))[0]!.count;

describe("filling the kept tables", () => {
  test("makes what the triggers would have made, and is then finished", async ({ own: { db } }) => {
    const progress: number[] = [];
    await fillKeptTables(db, { batch: 7, onProgress: ({ table, done }) => table === "message_text" && progress.push(done) });
    expect(await textsOf(db)).toEqual(allTexts);
    const failures = await db.select().from(toolCallFailure);
    expect(failures.map(({ errorGroup }) => errorGroup)).toEqual(Array(4).fill("Error <n>"));
    expect(progress).toEqual([7, 14, 21, 28, 30]);
    const { rows: unlike } = await db.execute(sql`
      select id from payment where refunded_amount <> payment_refunded_amount(refunds, total_amount, currency)
        or unreadable_entries <> payment_unreadable_entries(refunds, disputes, total_amount, currency)
        or dispute_status is distinct from payment_dispute_status(disputes)`);
    expect(unlike).toEqual([]);
    expect(await db.$count(payment, sql`${payment.refundedAmount} > 0 and ${payment.unreadableEntries} > 0`)).toBe(10);
    expect(await unfinishedTables(db)).toEqual([]);
    await db.delete(messageText);
    await fillKeptTables(db);
    expect(await rowsOf(db), "once finished, it is not begun again").toBe(0);
  });

  test("goes on where it was cut off", async ({ own: { db } }) => {
    const cut = new AbortController();
    await fillKeptTables(db, { batch: 10, signal: cut.signal, onProgress: () => cut.abort() });
    expect(await rowsOf(db)).toBe(10);
    expect(await unfinishedTables(db)).toContain("message_text");
    const seen: number[] = [];
    await fillKeptTables(db, { batch: 10, onProgress: ({ table, done }) => table === "message_text" && seen.push(done) });
    expect(seen).toEqual([10, 20]);
    expect(await textsOf(db)).toEqual(allTexts);
  });

  test("leaves alone what a trigger has written meanwhile", async ({ own: { db } }) => {
    await db
      .update(message)
      .set({ parts: [{ type: "text", text: "Newer" }] })
      .where(eq(message.id, "m7"));
    await makeMessage(db, { id: "m00", parts: [{ type: "text", text: "New" }] });
    await db.delete(message).where(eq(message.id, "m8"));
    await fillKeptTables(db, { batch: 10 });
    expect(await textsOf(db)).toEqual([...allTexts.filter((text) => text !== "Said 7" && text !== "Said 8"), "New", "Newer"].sort());
  });

  test("is shared by two processes without a row missing or a fault", async ({ own: { db, ...own } }) => {
    const batches = [0, 0];
    await Promise.all(batches.map((_, who) => fillKeptTables(db, { batch: 2, onProgress: () => void batches[who]!++ })));
    expect(await textsOf(db)).toEqual(allTexts);
    expect(batches.reduce((sum, n) => sum + n)).toBe(15 + 6 + 5 + 5);
    expect(await entriesOf(db)).toHaveLength(10 * 4);
    expect(own.driver).toBe("pg");
  });

  test("waits for a message that is being deleted, and ends nobody's transaction for it", async ({ own: { db } }) => {
    let filling: Promise<void> | undefined;
    await db.transaction(async (product) => {
      await product.delete(message).where(eq(message.id, "m3"));
      filling = fillKeptTables(db, { batch: 10 });
      await untilWaiting(db, 1);
      await product.delete(message).where(eq(message.id, "m29"));
    });
    await filling;
    expect(await textsOf(db)).toEqual(allTexts.filter((text) => text !== "Said 3" && text !== "Said 29"));
  });

  test("leaves out a row that cannot be kept, and says how many", async ({ own: { db } }) => {
    await db.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin
        if new.text in ('Said 4', 'Said 5') then raise exception 'too many words' using errcode = '54000'; end if; return new;
      end $$`);
    await db.execute(sql`create trigger refuse before insert on message_text for each row execute function refuse()`);
    const progress: { done: number; leftOut: number }[] = [];
    await fillKeptTables(db, { batch: 16, onProgress: ({ table, ...rest }) => table === "message_text" && progress.push(rest) });
    expect(await textsOf(db)).toEqual(allTexts.filter((text) => text !== "Said 4" && text !== "Said 5"));
    expect(progress.at(-1)).toEqual({ done: 30, leftOut: 2 });
    expect(await unfinishedTables(db)).toEqual([]);
  });

  test("makes the entries of a payment that its trigger makes", async ({ own: { db } }) => {
    expect(await entriesOf(db)).toEqual([]);
    await fillKeptTables(db, { batch: 3 });
    const filled = await entriesOf(db);
    expect(filled).toHaveLength(10 * 4);
    await db.update(payment).set({ refunds: sql`refunds` });
    expect(await entriesOf(db)).toEqual(filled);
    expect(new Set(filled.map(({ problem }) => problem))).toEqual(new Set([null, "date", "status", "not_a_list"]));
  });

  test("leaves the entries of a payment that was changed, made or deleted meanwhile", async ({ own: { db } }) => {
    await db
      .update(payment)
      .set({ refunds: [refund({ amount: 7 })] })
      .where(eq(payment.id, "p3"));
    await db.update(payment).set({ refunds: [] }).where(eq(payment.id, "p4"));
    await db.delete(payment).where(eq(payment.id, "p5"));
    await makePayment(db, { id: "p00", refunds: [refund({ amount: 9 })] });
    await fillKeptTables(db, { batch: 4 });
    expect(await Promise.all(["p2", "p3", "p4", "p5", "p00"].map((id) => refundsOf(db, id)))).toEqual([[2, 102, null], [7], [], [], [9]]);
  });

  test("waits for a payment that is being changed, and never mixes the entries of two versions", async ({ own: { db } }) => {
    let filling: Promise<void> | undefined;
    await db.transaction(async (product) => {
      await product
        .update(payment)
        .set({ refunds: [refund({ amount: 7 })] })
        .where(eq(payment.id, "p3"));
      filling = fillKeptTables(db, { batch: 10 });
      await untilWaiting(db, 1);
      await product.update(payment).set({ refunds: null }).where(eq(payment.id, "p8"));
    });
    await filling;
    expect(await Promise.all(["p2", "p3", "p8"].map((id) => refundsOf(db, id)))).toEqual([[2, 102, null], [7], []]);
    expect(await unfinishedTables(db)).toEqual([]);
  });

  test("begins with the migration, where there are rows already", async () => {
    const url = await createTestDatabase("empty");
    const pool = new pg.Pool({ connectionString: url });
    const folder = mkdtempSync(join(tmpdir(), "purser-migrations-"));
    try {
      cpSync(MIGRATIONS, folder, { recursive: true });
      const journal = join(folder, "meta", "_journal.json");
      const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8")) as { entries: { tag: string }[] };
      const before = entries.findIndex(({ tag }) => tag.endsWith("kept_by_triggers"));
      expect(before).toBeGreaterThan(0);
      writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, before) }));
      const db = drizzle(pool, { schema });
      await migrate(db, { ...JOURNAL, migrationsFolder: folder });
      await makeMessage(db, { parts: [{ type: "text", text: "From before" }] });
      await db.execute(sql`
        insert into payment (id, created_at, currency, total_amount, refunds)
        values ('before', '2026-01-01', 'USD', 2000, '[{"status":"succeeded","amount":100}]')`);
      expect(await rowsOf(db)).toBe(0);

      const database = openPg(url);
      try {
        await database.migrate();
        expect((await unfinishedTables(db)).sort()).toEqual(["message_text", "payment_entry"]);
        expect(await db.select({ id: toolCalls.id }).from(toolCalls)).toEqual([]);
        await fillKeptTables(database.db);
        expect(await textsOf(db)).toEqual(["From before"]);
        expect(await refundsOf(db, "before")).toEqual([100]);
      } finally {
        await database.close();
      }
    } finally {
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
