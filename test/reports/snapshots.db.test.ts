import { asc } from "drizzle-orm";
import { subscription, subscriptionSnapshot } from "../../lib/db/schema.ts";
import { keepSnapshots, nextLook } from "../../lib/reports/snapshots/keep-snapshots.server.ts";
import { listSnapshots } from "../../lib/reports/snapshots/list-snapshots.server.ts";
import { takeSnapshot } from "../../lib/reports/snapshots/take-snapshot.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSubscription, makeUser } from "../helpers/factories.ts";

const now = new Date("2026-11-30T23:30:00Z");
const started = new Date("2026-01-01T00:00:00Z");

describe("a snapshot", () => {
  test("keeps what bills as it is, once a month of the reporting zone", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    const { id: userId } = await makeUser(db);
    await makeSubscription(db, { id: "a", startedAt: started, userId, customerId: "cus_a", amount: 1999, currency: "eur" });
    await makeSubscription(db, { id: "b", startedAt: started, customerId: "cus_b", status: "past_due", recurringInterval: "quarter" });
    await makeSubscription(db, { id: "c", startedAt: started, endedAt: new Date(now.getTime() + 1) });
    await makeSubscription(db, { id: "d", startedAt: started, endedAt: now });
    await makeSubscription(db, { id: "e", startedAt: new Date(now.getTime() + 1) });
    for (const status of ["trialing", "canceled", "unpaid", "paused", "odd"]) await makeSubscription(db, { startedAt: started, status });

    expect(await takeSnapshot(db, now, "Europe/Berlin")).toEqual({ month: "2026-12", taken: true, subscriptions: 3 });
    const rows = await db.select().from(subscriptionSnapshot).orderBy(asc(subscriptionSnapshot.subscriptionId));
    expect(rows.map((row) => row.subscriptionId)).toEqual(["a", "b", "c"]);
    expect(rows[0]).toEqual({
      month: "2026-12",
      subscriptionId: "a",
      takenAt: now,
      customerId: "cus_a",
      userId,
      productId: "prod_pro_monthly",
      status: "active",
      currency: "eur",
      amount: 1999,
      recurringInterval: "month",
    });

    await makeSubscription(db, { id: "f", startedAt: started });
    expect(await takeSnapshot(db, new Date(now.getTime() + 60_000), "Europe/Berlin")).toMatchObject({ taken: false });
    expect(await takeSnapshot(db, now, "UTC")).toEqual({ month: "2026-11", taken: true, subscriptions: 4 });
    expect(await listSnapshots(db, ["2026-10", "2026-11", "2026-12"])).toEqual([
      { month: "2026-11", takenAt: now },
      { month: "2026-12", takenAt: now },
    ]);
    expect((await listSnapshots(db, ["2026-12"])).map(({ month }) => month)).toEqual(["2026-11", "2026-12"]);
    expect((await listSnapshots(db, ["2026-10"])).map(({ month }) => month)).toEqual(["2026-11"]);
  });

  test("of nothing is none, and is looked for again", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    expect(await takeSnapshot(db, now, "UTC")).toEqual({ month: "2026-11", taken: false, subscriptions: 0 });
    expect(await listSnapshots(db, ["2026-11"])).toEqual([]);
    await makeSubscription(db, { startedAt: started });
    expect(await takeSnapshot(db, now, "UTC")).toMatchObject({ taken: true, subscriptions: 1 });
  });

  test("is taken by a server as it starts", async ({ db }) => {
    await db.delete(subscription);
    await db.delete(subscriptionSnapshot);
    await makeSubscription(db, { startedAt: started });
    const faults: unknown[] = [];
    const end = keepSnapshots(db, { zone: "UTC", onFault: (error) => faults.push(error) });
    await end();
    expect(await db.$count(subscriptionSnapshot)).toBe(1);
    expect(faults).toEqual([]);
  });
});

describe("the next look", () => {
  test("comes as the month begins, and at least every five minutes", () => {
    expect(nextLook(new Date("2026-11-30T22:59:00Z"), "Europe/Berlin")).toBe(60_000);
    expect(nextLook(new Date("2026-11-30T23:00:00Z"), "Europe/Berlin")).toBe(300_000);
    expect(nextLook(new Date("2026-10-31T22:59:59.999Z"), "Europe/Berlin")).toBe(1);
  });
});
