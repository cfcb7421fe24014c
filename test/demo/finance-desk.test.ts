import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { auditLog, exportRun, payment, subscriptionSnapshot } from "../../lib/db/schema.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { fillFinanceDesk } from "../../lib/demo/finance-desk.server.ts";
import { readCart } from "../../lib/payments/cart.ts";
import { isInTime } from "../../lib/reports/snapshots/snapshot.ts";
import { takeSnapshot } from "../../lib/reports/snapshots/take-snapshot.server.ts";
import { startOfMonth } from "../../lib/reports/subscriptions/month.ts";
import { expectReport } from "../reports/expect-report.ts";
import { openEmptyDatabase } from "./demo-database.ts";

const now = new Date("2026-11-18T15:20:00Z");
const email = "finance@purser.example";
const zone = "UTC";
const desk = { now, email, zone };

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now, scale: 0.1 });
});
afterAll(() => database.close());

async function count(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await database.db.execute<{ value: number }>(sql`select count(*)::int as value from (${query}) as found`);
  return rows[0]!.value;
}

describe("what the finance desk has left behind", () => {
  test("is left out where nobody works at it", async () => {
    await fillFinanceDesk(database.db, desk);
    expect(await database.db.$count(exportRun)).toBe(0);
    expect(await database.db.$count(subscriptionSnapshot)).toBe(0);
  });

  test("is there once, however often it is filled", async () => {
    const { db } = database;
    await makeStaff(db, { email, name: "Fay Finance", role: "finance", password: undefined });
    await takeSnapshot(db, now, zone);
    await fillFinanceDesk(db, desk);
    const counts = () => Promise.all([exportRun, subscriptionSnapshot, auditLog].map((table) => db.$count(table)));
    const first = await counts();
    await fillFinanceDesk(db, desk);
    expect(await counts()).toEqual(first);
  });

  test("exports that ended in each way, with an audit row each and no row that they did not have", async () => {
    const { db } = database;
    const runs = await db.select().from(exportRun);
    expect(new Set(runs.map((run) => run.status))).toEqual(new Set(["finished", "canceled", "failed"]));
    expect(new Set(runs.map((run) => run.format))).toEqual(new Set(["csv", "xlsx"]));
    for (const run of runs) {
      if (run.status === "finished") expect(run.rows).toBe(run.expected);
      else expect(run.rows).toBeLessThan(run.expected);
      expect(run.finishedAt!.getTime()).toBeLessThanOrEqual(now.getTime());
    }
    const all = runs.find((run) => run.list === "payments" && run.filter === "")!;
    expect(all.expected).toBe(await db.$count(payment));
    expect(Object.keys(all.sums ?? {})).toEqual(expect.arrayContaining(["EUR", "JPY", "KWD", "USD"]));
    const audits = await db.select({ after: auditLog.after }).from(auditLog).where(eq(auditLog.action, "list.export"));
    expect(audits.map(({ after }) => (after as { export: string }).export).sort()).toEqual(runs.map(({ id }) => id).sort());
  });

  test("snapshots of the months before, in time, with the plans as they were", async () => {
    const { db } = database;
    const rows = await db
      .select({ month: subscriptionSnapshot.month, takenAt: subscriptionSnapshot.takenAt })
      .from(subscriptionSnapshot)
      .groupBy(subscriptionSnapshot.month, subscriptionSnapshot.takenAt)
      .orderBy(subscriptionSnapshot.month);
    expect(rows.map(({ month }) => month)).toEqual(["2026-08", "2026-09", "2026-10", "2026-11"]);
    for (const { month, takenAt } of rows.slice(0, 3)) expect(isInTime(takenAt, startOfMonth(month, zone)), month).toBe(true);
    const changed = sql`select 1 from subscription_snapshot k join subscription s on s.id = k.subscription_id
      where k.amount <> s.amount and k.product_id <> s."productId"`;
    expect(await count(changed)).toBeGreaterThan(0);
  });

  test("with which the report still is what its rows come to, with movements of each kind", { timeout: 120_000 }, async () => {
    const { db } = database;
    const [subscriptions, audit, snapshots] = await Promise.all([
      db.query.subscription.findMany(),
      db.query.auditLog.findMany(),
      db.query.subscriptionSnapshot.findMany(),
    ]);
    const moved = await expectReport(db, { from: "2026-06", to: "2026-11" }, { subscriptions, audit, snapshots, now, zone });
    expect(Object.entries(moved).filter(([, movements]) => movements === 0)).toEqual([]);
  });
});

describe("the money of the demo", () => {
  test("has a payment whose user only its subscription tells, and a subscription whose user only its payments tell", async () => {
    const linked = sql`select 1 from payment p join subscription s on s.id = p.subscription_id`;
    expect(await count(sql`${linked} where p.user_id is null and s."userId" is not null and p.customer_id is null`)).toBeGreaterThan(0);
    expect(await count(sql`${linked} where p.user_id is not null and s."userId" is null`)).toBeGreaterThan(0);
  });

  test("has plans that were changed, dearer and cheaper, and people who came back", async () => {
    const earlier = (comparison: ReturnType<typeof sql>) => sql`
      select 1 from subscription s where s.status = 'active' and exists (
        select 1 from payment p where p.subscription_id = s.id and p.status = 'succeeded' and p.created_at < s."currentPeriodStart" - interval '1 day'
          and p.total_amount ${comparison} s.amount)`;
    expect(await count(earlier(sql`<`))).toBeGreaterThan(1);
    expect(await count(earlier(sql`>`))).toBeGreaterThan(1);
    const returned = sql`select 1 from subscription old join subscription again on again."customerId" = old."customerId" and again."startedAt" > old."endedAt"`;
    expect(await count(returned)).toBeGreaterThan(0);
  });

  test("has refunds and disputes of another month than their payment's, and carts of several products", async () => {
    for (const kind of ["refund", "dispute"]) {
      const later = sql`select 1 from payment_entry e join payment p on p.id = e.payment_id
        where e.kind = ${kind} and e.at_known and date_trunc('month', e.at) > date_trunc('month', p.created_at)`;
      expect(await count(later), kind).toBeGreaterThan(3);
    }
    const carts = await database.db.select({ productCart: payment.productCart }).from(payment);
    expect(Math.max(...carts.map(({ productCart }) => readCart(productCart).length))).toBe(3);
  });
});
