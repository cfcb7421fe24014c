import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, subscription, subscriptionSnapshot } from "../../lib/db/schema.ts";
import { subscriptionStatus } from "../../lib/db/values.ts";
import { env } from "../../lib/env.server.ts";
import { getSubscriptionReport } from "../../lib/reports/subscriptions/get-subscription-report.server.ts";
import { addMonths, monthOf, monthsBetween, startOfMonth } from "../../lib/reports/subscriptions/month.ts";
import { movementKinds } from "../../lib/reports/subscriptions/report-rows.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry, makeSubscription } from "../helpers/factories.ts";
import { expectReport } from "./expect-report.ts";
import type { Books } from "./naive-report.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

const DAY = 86_400_000;
const statuses = [...subscriptionStatus, "active", "active", "active", "active", "canceled", "canceled", "canceled", "odd"];
const currencies = ["usd", "eur", "jpy", "KWD"];

/** Random subscriptions, corrections of them, and snapshots of some months, at the bounds of months more often than not. */
async function makeBooks(db: Db, { now, zone, months, seed }: { now: Date; zone: string; months: string[]; seed: number }): Promise<Books> {
  await db.delete(subscription);
  await db.delete(subscriptionSnapshot);
  const bounds = months.map((month) => startOfMonth(month, zone).getTime());
  const past = fc
    .oneof(
      fc.constantFrom(...bounds).chain((at) => fc.constantFrom(-1, 0, 1, -3_600_000, 3_600_000).map((apart) => at + apart)),
      fc.integer({ min: bounds[0]! - 90 * DAY, max: now.getTime() - 60_000 }),
    )
    .map((at) => new Date(Math.min(at, now.getTime() - 60_000)));
  const anyTime = fc.oneof(
    { weight: 5, arbitrary: past },
    fc.integer({ min: 1, max: 60 }).map((days) => new Date(now.getTime() + days * DAY)),
  );
  const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 3 });
  const money = {
    amount: fc.oneof(fc.nat(40), fc.nat(50_000)),
    currency: fc.constantFrom(...currencies),
    recurringInterval: fc.constantFrom("day", "week", "month", "month", "month", "year", "quarter"),
  };
  const made = fc.sample(
    fc.record({
      ...money,
      status: fc.constantFrom(...statuses),
      startedAt: anyTime,
      endedAt: orNull(anyTime),
      endsAt: orNull(anyTime),
      canceledAt: orNull(anyTime),
      currentPeriodStart: past,
      currentPeriodEnd: anyTime,
      cancelAtPeriodEnd: fc.boolean(),
      customerId: fc.constantFrom("", ...Array.from({ length: 30 }, (_, n) => `cus_${n}`)),
      customerCancellationReason: orNull(fc.constantFrom("", "unused", "other", "aliens")),
    }),
    { numRuns: 90, seed },
  );
  const subscriptions = [];
  for (const [index, row] of made.entries()) {
    // What the overview says of now comes from roll-ups, and from rows where those are younger.
    if (index === 50) await rebuildRollups(db, { zone });
    subscriptions.push(await makeSubscription(db, { ...row, id: `sub_${seed}_${index}` }));
  }
  const anyId = fc.constantFrom(...subscriptions.map(({ id }) => id));

  const fields = fc.record({ ...money, status: fc.constantFrom(...statuses) }, { requiredKeys: [] });
  for (const { id, at, before, after } of fc.sample(fc.record({ id: anyId, at: past, before: fields, after: fields }), {
    numRuns: 60,
    seed,
  })) {
    // As changeRow writes it: the fields that changed, on both sides.
    const names = Object.keys(before) as (keyof typeof before)[];
    const present = subscriptions.find((row) => row.id === id)!;
    await makeAuditEntry(db, {
      subjectType: "subscription",
      subjectId: id,
      action: "subscription.correct",
      createdAt: at,
      // A plain object: fast-check's have no prototype.
      before: { ...before },
      after: Object.fromEntries(names.map((name) => [name, after[name] ?? present[name]])),
    });
  }
  await makeAuditEntry(db, {
    subjectType: "subscription",
    subjectId: subscriptions[0]!.id,
    before: { userId: null },
    after: { userId: "x" },
  });

  for (const [place, month] of months.entries()) {
    if (place % 4 > 1) continue;
    const takenAt = new Date(startOfMonth(month, zone).getTime() + (place % 4 === 0 && place > 0 && place % 8 === 0 ? 25 : 1) * 3_600_000);
    if (takenAt > now) continue;
    const rows = fc.sample(fc.record(money), { numRuns: subscriptions.length, seed: seed + place });
    const kept = subscriptions.flatMap((row, index) =>
      (index + place) % 3 === 0 ? [{ row, told: index % 2 === 0 ? { ...rows[index]!, currency: row.currency } : row }] : [],
    );
    await db.insert(subscriptionSnapshot).values(
      kept.map(({ row, told }) => ({
        month,
        takenAt,
        subscriptionId: row.id,
        customerId: row.customerId,
        productId: row.productId,
        status: "active",
        currency: told.currency,
        amount: told.amount,
        recurringInterval: told.recurringInterval,
      })),
    );
  }
  return {
    subscriptions,
    audit: await db.select().from(auditLog).where(eq(auditLog.subjectType, "subscription")),
    snapshots: await db.select().from(subscriptionSnapshot),
    now,
    zone,
  };
}

describe("the subscription report", () => {
  for (const [seed, zone] of ["UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Kathmandu"].entries()) {
    test(`is what a walk through each subscription gives, and what its links lead to, in ${zone}`, { timeout: 240_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const now = new Date();
      const to = monthOf(now, zone);
      const query = { from: addMonths(to, -12), to };
      const months = monthsBetween(query.from, query.to);
      const books = await makeBooks(db, { now, zone, months, seed: seed + 1 });
      const moved = await expectReport(db, query, books);
      for (const kind of movementKinds) expect(moved[kind], kind).toBeGreaterThan(1);
    });
  }

  test("says what each month rests on", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    const now = new Date("2026-11-22T12:00:00Z");
    const { id } = await makeSubscription(db, { startedAt: new Date("2026-01-01T00:00:00Z"), amount: 3000 });
    const row = { subscriptionId: id, customerId: "cus", productId: "prod", status: "active", currency: "usd", recurringInterval: "month" };
    await db.insert(subscriptionSnapshot).values([
      { ...row, month: "2026-09", takenAt: new Date("2026-09-01T00:00:03Z"), amount: 1000 },
      { ...row, month: "2026-10", takenAt: new Date("2026-10-01T23:59:59Z"), amount: 2000 },
      { ...row, month: "2026-11", takenAt: new Date("2026-11-02T00:00:00Z"), amount: 2500 },
    ]);
    const { sources, currencies } = await getSubscriptionReport(db, { from: "2026-08", to: "2026-11" }, now, "UTC");
    expect(sources.map(({ kind }) => kind)).toEqual(["before", "snapshot", "snapshot", "late", "now"]);
    await db.delete(subscriptionSnapshot).where(eq(subscriptionSnapshot.month, "2026-10"));
    const later = await getSubscriptionReport(db, { from: "2026-10", to: "2026-11" }, now, "UTC");
    expect(later.sources.map(({ kind }) => kind)).toEqual(["missing", "late", "now"]);
    expect(sources[3]!.takenAt).toBe("2026-11-02T00:00:00.000Z");
    expect(currencies[0]!.months.map(({ opening, closing }) => [opening.mrr, closing.mrr])).toEqual([
      [3000, 1000],
      [1000, 2000],
      [2000, 3000],
      [3000, 3000],
    ]);
  });

  test("a price that was corrected here moves the month of the correction, and a subscription that is gone stays in its snapshot", async ({
    db,
  }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    const now = new Date("2026-11-22T12:00:00Z");
    const { id } = await makeSubscription(db, { startedAt: new Date("2026-01-10T00:00:00Z"), amount: 900, status: "active" });
    await makeAuditEntry(db, {
      subjectType: "subscription",
      subjectId: id,
      createdAt: new Date("2026-10-15T00:00:00Z"),
      before: { amount: 1500 },
      after: { amount: 900 },
    });
    await db.insert(subscriptionSnapshot).values({
      month: "2026-09",
      takenAt: new Date("2026-09-01T00:00:00Z"),
      subscriptionId: "gone",
      customerId: "cus_gone",
      productId: "prod",
      status: "active",
      currency: "usd",
      amount: 700,
      recurringInterval: "month",
    });
    const { currencies } = await getSubscriptionReport(db, { from: "2026-08", to: "2026-11" }, now, "UTC");
    const [august, september, october, november] = currencies[0]!.months;
    expect([august!.opening.mrr, august!.movements.churned.mrr, august!.movements.new.mrr, august!.closing.mrr]).toEqual([
      1500, -1500, 700, 700,
    ]);
    // It had billed until the snapshot did not know it; the dates alone say that it never stopped, so it is not reactivated but new.
    expect([september!.movements.new.mrr + september!.movements.reactivated.mrr, september!.movements.churned.mrr]).toEqual([1500, -700]);
    expect([october!.opening.mrr, october!.movements.contraction.mrr, october!.closing.mrr]).toEqual([1500, -600, 900]);
    expect([november!.opening.mrr, november!.closing.mrr]).toEqual([900, 900]);
  });

  test("of an empty database is empty", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    const report = await getSubscriptionReport(db, { from: "2026-01", to: "2026-03" }, new Date("2026-11-22T12:00:00Z"), "UTC");
    expect(report.currencies).toEqual([]);
    expect(report.churn).toEqual(["2026-01", "2026-02", "2026-03"].map((month) => ({ month, running: 0, ended: 0, endedAtOnce: 0 })));
    expect(report.cohorts.map(({ customers, retained }) => [customers, retained.length])).toEqual([
      [0, 3],
      [0, 2],
      [0, 1],
    ]);
    expect(report.sources.map(({ kind }) => kind)).toEqual(Array(4).fill("before"));
  });
});
