import { eq, inArray, sql } from "drizzle-orm";
import { readXlsx } from "hucre/xlsx";
import { vi } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { exportRun, payment } from "../../lib/db/schema.ts";
import { cancelExport } from "../../lib/exports/cancel-export.server.ts";
import { ExportCanceled } from "../../lib/exports/run-progress.server.ts";
import { openSnapshot } from "../../lib/exports/snapshot.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { takeApart } from "./csv-of.ts";
import { makeRandomPayments } from "./random-payments.ts";
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
  test("sees what there was at its beginning, whatever others write while it is taken", async ({ database: { db } }) => {
    const staff = await exporter(db, "payments:read");
    await withPayments(db, 60, async (prefix) => {
      const response = await take(db, staff, "payments", `subscription=${prefix}`, { batchSize: 10 });
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
    async (format, { database: { db } }) => {
      const staff = await exporter(db, "payments:read");
      await withPayments(db, 1_500, async (prefix) => {
        const response = await take(db, staff, "payments", `subscription=${prefix}`, { format, batchSize: 20 });
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
        expect(await db.$count(payment, eq(payment.subscriptionId, prefix))).toBe(1_500);
      });
    },
  );

  test("that is canceled meanwhile ends before its next batch and lets go of its snapshot", async ({ database: { db } }) => {
    const staff = await exporter(db, "payments:read");
    await withPayments(db, 60, async (prefix) => {
      const response = await take(db, staff, "payments", `subscription=${prefix}`, { batchSize: 5, tellEvery: 0 });
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

  test("tells how far it is while it is taken", async ({ database: { db } }) => {
    const staff = await exporter(db, "payments:read");
    await withPayments(db, 30, async (prefix) => {
      const response = await take(db, staff, "payments", `subscription=${prefix}`, { batchSize: 10, tellEvery: 0 });
      const id = response.headers.get("X-Export-Id")!;
      const reader = response.body!.getReader();
      const rows = async () => (await db.select({ rows: exportRun.rows }).from(exportRun).where(eq(exportRun.id, id)))[0]!.rows;
      const told: number[] = [];
      for (let part = await reader.read(); !part.done; part = await reader.read()) told.push(await rows());
      // The header, three batches, the manifest; a batch counts once it has been taken.
      expect(told).toEqual([0, 0, 10, 20, 30]);
    });
  });

  test("reads under limits of its own, from a state that nobody changes", async ({ database: { db } }) => {
    const snapshot = await openSnapshot(db);
    const { rows } = await snapshot.db.execute(sql`
      select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as readonly`);
    await snapshot.close();
    expect(rows).toEqual([{ statement: "10min", idle: "15min", isolation: "repeatable read", readonly: "on" }]);
  });

  test("waits for its turn where four are under way, or two of one person", async ({ database: { db } }) => {
    const [ada, grace, katherine] = [
      await exporter(db, "payments:read"),
      await exporter(db, "payments:read"),
      await exporter(db, "payments:read"),
    ];
    const open: Response[] = [];
    for (const staff of [ada, ada]) open.push(await take(db, staff, "payments", "id=none"));
    await expect(take(db, ada, "payments", "id=none")).rejects.toMatchObject({ status: 503, message: /^2 of your exports/ });
    for (const staff of [grace, grace]) open.push(await take(db, staff, "payments", "id=none"));
    await expect(take(db, katherine, "payments", "id=none")).rejects.toMatchObject({ status: 503, message: /^4 exports/ });
    await open.pop()!.text();
    open.push(await take(db, katherine, "payments", "id=none"));
    for (const response of open) await response.body!.cancel();
    expect(await snapshots(db)).toEqual([]);
  });

  test("lets go of all it holds when its browser is gone and its answer is dropped", async ({ database: { db } }) => {
    const staff = await exporter(db, "payments:read");
    for (let n = 0; n < 5; n++) {
      const browser = new AbortController();
      const response = await take(db, staff, "payments", "id=none", { signal: browser.signal });
      expect(await snapshots(db)).toHaveLength(1);
      browser.abort();
      await vi.waitFor(async () => {
        expect(await snapshots(db)).toEqual([]);
        expect(await statusOf(db, response.headers.get("X-Export-Id")!)).toBe("canceled");
      });
    }
  });

  test("has an id of its own where the same form is sent twice at once", async ({ database: { db } }) => {
    const staff = await exporter(db, "payments:read");
    for (let n = 0; n < 5; n++) {
      const id = crypto.randomUUID();
      const both = await Promise.all([1, 2].map(() => take(db, staff, "payments", "id=none", { id })));
      const ids = both.map(({ headers }) => headers.get("X-Export-Id")!);
      for (const response of both) expect(await response.text()).toContain(`# Export: ${response.headers.get("X-Export-Id")}`);
      expect([ids.includes(id), new Set(ids).size]).toEqual([true, 2]);
    }
    expect(await snapshots(db)).toEqual([]);
  });
});
