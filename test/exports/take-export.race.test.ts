import { eq, inArray, like, sql } from "drizzle-orm";
import { readXlsx } from "hucre/xlsx";
import { vi } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { exportRun, payment } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { cancelExport } from "../../lib/exports/cancel-export.server.ts";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import { ExportCanceled } from "../../lib/exports/run-progress.server.ts";
import { openSnapshot } from "../../lib/exports/snapshot.server.ts";
import { listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentCsv } from "../../lib/payments/payment-csv.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { takeApart } from "./csv-of.ts";
import { makeNastyPayments } from "./nasty-payments.ts";
import { makeRandomPayments } from "./random-payments.ts";
import { allRows, expectSameBytes } from "./same-bytes.ts";
import { exporter, take } from "./take.ts";

let seeds = 1_000;

/** Payments of this test alone, and what takes them away again. */
async function withPayments(db: Db, count: number, run: (prefix: string) => Promise<void>): Promise<void> {
  const { prefix } = await makeRandomPayments(db, count, ++seeds);
  try {
    await run(prefix);
  } finally {
    await db.delete(payment).where(eq(payment.subscriptionId, prefix));
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<{ bytes: Uint8Array; fault: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
    return { bytes: new Uint8Array(Buffer.concat(chunks)), fault: undefined };
  } catch (fault) {
    return { bytes: new Uint8Array(Buffer.concat(chunks)), fault };
  }
}

const statusOf = async (db: Db, id: string) =>
  (await db.select({ status: exportRun.status }).from(exportRun).where(eq(exportRun.id, id)))[0]?.status;

/** Backends of this database that hold a snapshot in an open transaction. */
async function snapshots(db: Db): Promise<number[]> {
  const { rows } = await db.execute<{ pid: number }>(sql`
    select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`);
  return rows.map(({ pid }) => pid);
}

describe("an export on PostgreSQL", () => {
  test("sees what there was at its beginning, whatever others write while it is taken", async ({ database }) => {
    const { db } = database;
    const staff = await exporter(db, "payments:read");
    await withPayments(db, 60, async (prefix) => {
      const response = await take(database, staff, "payments", `subscription=${prefix}`, { batchSize: 10 });
      const reader = response.body!.getReader();
      await reader.read();
      await makePayment(db, { id: `${prefix}-late`, subscriptionId: prefix, createdAt: new Date("2020-01-01") });
      await db
        .update(payment)
        .set({ totalAmount: 1, status: "failed" })
        .where(eq(payment.id, `${prefix}-3`));
      await db.delete(payment).where(inArray(payment.id, [`${prefix}-5`, `${prefix}-6`]));
      const { bytes, fault } = await read(reader);
      expect(fault).toBeUndefined();
      const text = new TextDecoder().decode(bytes);
      const file = takeApart(`header\r\n${text}`);
      expect(file.last).toBe("# complete: 60 rows");
      const ids = file.rows.map(([id]) => id);
      expect(ids).toHaveLength(60);
      expect(ids).toContain(`${prefix}-5`);
      expect(ids).not.toContain(`${prefix}-late`);
      expect(await statusOf(db, response.headers.get("X-Export-Id")!)).toBe("finished");
      expect(await snapshots(db)).toEqual([]);
    });
  });

  test.for(["csv", "xlsx"] as const)(
    "as %s that loses its connection midway cannot be mistaken for whole",
    async (format, { database }) => {
      const { db } = database;
      const staff = await exporter(db, "payments:read");
      await withPayments(db, 400, async (prefix) => {
        // More than waits between the database and the reader.
        await db
          .update(payment)
          .set({ settlementCurrency: "x".repeat(100_000) })
          .where(eq(payment.subscriptionId, prefix));
        const response = await take(database, staff, "payments", `subscription=${prefix}`, { format, batchSize: 20 });
        const id = response.headers.get("X-Export-Id")!;
        const reader = response.body!.getReader();
        await reader.read();
        await reader.read();
        const held = await snapshots(db);
        expect(held).toHaveLength(1);
        await db.execute(sql`select pg_terminate_backend(${held[0]})`);
        const { bytes, fault } = await read(reader);
        expect(fault).toBeInstanceOf(Error);
        if (format === "csv") {
          const text = new TextDecoder().decode(bytes);
          expect(text.trimEnd().split("\r\n").at(-1)).toContain("# INCOMPLETE");
          expect(text).not.toMatch(/^"?# complete/m);
        } else await expect(readXlsx(bytes)).rejects.toThrow();
        expect(await statusOf(db, id)).toBe("failed");
        expect(await snapshots(db)).toEqual([]);
        // The pool has lost a connection and nothing else.
        expect(await db.$count(payment, eq(payment.subscriptionId, prefix))).toBe(400);
      });
    },
  );

  test("that is canceled meanwhile ends before its next batch and lets go of its snapshot", async ({ database }) => {
    const { db } = database;
    const staff = await exporter(db, "payments:read");
    await withPayments(db, 60, async (prefix) => {
      const response = await take(database, staff, "payments", `subscription=${prefix}`, { batchSize: 5, tellEvery: 0 });
      const id = response.headers.get("X-Export-Id")!;
      const reader = response.body!.getReader();
      await reader.read();
      await reader.read();
      expect(await snapshots(db)).toHaveLength(1);
      await cancelExport(db, staff, id);
      const { bytes, fault } = await read(reader);
      expect(fault).toBeInstanceOf(ExportCanceled);
      expect(new TextDecoder().decode(bytes)).not.toMatch(/^"?# complete/m);
      expect(await statusOf(db, id)).toBe("canceled");
      expect(await snapshots(db)).toEqual([]);
    });
  });

  test.for(["UTC", "Australia/Lord_Howe"])("writes what the columns say of the list's rows, in %s", async (zone, { database }) => {
    const { db } = database;
    const staff = await exporter(db, "payments:read");
    const own = env().reportingTimeZone;
    Object.assign(env(), { reportingTimeZone: zone });
    const search = await makeNastyPayments(db, 120, zone.length);
    const snapshot = await openSnapshot(database);
    try {
      expect(snapshot.copy).toBeDefined();
      for (const batchSize of [1, 7, 2_000]) {
        const rows = await allRows(db, paymentList, search, listPayments);
        await expectSameBytes(snapshot, staff, { list: exportedLists.payments, search, rows, cells: paymentCsv, batchSize });
      }
    } finally {
      Object.assign(env(), { reportingTimeZone: own });
      await snapshot.close();
      await db.delete(payment).where(like(payment.subscriptionId, "nasty-%"));
    }
  });

  test("that is given up midway gives its connection back, fit for use", async ({ database }) => {
    const snapshot = await openSnapshot(database);
    const pid = async () => (await snapshot.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)).rows[0]!.pid;
    const before = await pid();
    const rows = snapshot.copy!(sql`select repeat('x', 10000) from generate_series(1, 1000000)`, 100);
    const { value } = await rows.next();
    expect(value!.count).toBeGreaterThan(0);
    await rows.return(undefined);
    // The statement was canceled, which ends its transaction and nothing else.
    await expect(pid()).rejects.toMatchObject({ cause: { code: "25P02" } });
    await snapshot.close();
    const next = await openSnapshot(database);
    const { rows: now } = await next.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await next.close();
    expect(now[0]!.pid).toBe(before);
    expect(await snapshots(database.db)).toEqual([]);
  });

  test("that cannot be read says so, and gives its connection back", async ({ database }) => {
    const snapshot = await openSnapshot(database);
    const rows = snapshot.copy!(sql`select 1 / (500 - n) from generate_series(1, 1000) as n`, 100);
    const reading = async () => {
      for await (const { count } of rows) expect(count).toBeGreaterThan(0);
    };
    await expect(reading()).rejects.toMatchObject({ code: "22012" });
    await snapshot.close();
    expect(await snapshots(database.db)).toEqual([]);
  });

  test("tells how far it is while it is taken", async ({ database }) => {
    const { db } = database;
    const staff = await exporter(db, "payments:read");
    await withPayments(db, 30, async (prefix) => {
      const response = await take(database, staff, "payments", `subscription=${prefix}`, { batchSize: 10, tellEvery: 0 });
      const id = response.headers.get("X-Export-Id")!;
      const reader = response.body!.getReader();
      const rows = async () => (await db.select({ rows: exportRun.rows }).from(exportRun).where(eq(exportRun.id, id)))[0]!.rows;
      const told: number[] = [];
      for (let part = await reader.read(); !part.done; part = await reader.read()) told.push(await rows());
      // The header, three batches, the manifest; a batch counts once it has been taken.
      expect(told).toEqual([0, 0, 10, 20, 30]);
    });
  });

  test("reads under limits of its own, from a state that nobody changes", async ({ database }) => {
    const snapshot = await openSnapshot(database);
    const { rows } = await snapshot.db.execute(sql`
      select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as readonly`);
    await snapshot.close();
    expect(rows).toEqual([{ statement: "150min", idle: "15min", isolation: "repeatable read", readonly: "on" }]);
  });

  test("waits for its turn where four are under way, or two of one person", async ({ database }) => {
    const { db } = database;
    const [ada, grace, katherine] = [
      await exporter(db, "payments:read"),
      await exporter(db, "payments:read"),
      await exporter(db, "payments:read"),
    ];
    const open: Response[] = [];
    for (const staff of [ada, ada]) open.push(await take(database, staff, "payments", "id=none"));
    await expect(take(database, ada, "payments", "id=none")).rejects.toMatchObject({ status: 503, message: /^2 of your exports/ });
    for (const staff of [grace, grace]) open.push(await take(database, staff, "payments", "id=none"));
    await expect(take(database, katherine, "payments", "id=none")).rejects.toMatchObject({ status: 503, message: /^4 exports/ });
    await open.pop()!.text();
    open.push(await take(database, katherine, "payments", "id=none"));
    for (const response of open) await response.body!.cancel();
    expect(await snapshots(db)).toEqual([]);
  });

  test("lets go of all it holds when its browser is gone and its answer is dropped", async ({ database }) => {
    const { db } = database;
    const staff = await exporter(db, "payments:read");
    for (let n = 0; n < 5; n++) {
      const browser = new AbortController();
      const response = await take(database, staff, "payments", "id=none", { signal: browser.signal });
      expect(await snapshots(db)).toHaveLength(1);
      browser.abort();
      await vi.waitFor(async () => {
        expect(await snapshots(db)).toEqual([]);
        expect(await statusOf(db, response.headers.get("X-Export-Id")!)).toBe("canceled");
      });
    }
  });

  test("has an id of its own where the same form is sent twice at once", async ({ database }) => {
    const { db } = database;
    const staff = await exporter(db, "payments:read");
    for (let n = 0; n < 5; n++) {
      const id = crypto.randomUUID();
      const both = await Promise.all([1, 2].map(() => take(database, staff, "payments", "id=none", { id })));
      const ids = both.map(({ headers }) => headers.get("X-Export-Id")!);
      for (const response of both) expect(await response.text()).toContain(`# Export: ${response.headers.get("X-Export-Id")}`);
      expect([ids.includes(id), new Set(ids).size]).toEqual([true, 2]);
    }
    expect(await snapshots(db)).toEqual([]);
  });
});
