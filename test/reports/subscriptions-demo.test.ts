import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { auditLog, subscription, subscriptionSnapshot } from "../../lib/db/schema.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { env } from "../../lib/env.server.ts";
import { takeSnapshot } from "../../lib/reports/snapshots/take-snapshot.server.ts";
import { addMonths, monthOf } from "../../lib/reports/subscriptions/month.ts";
import { openEmptyDatabase } from "../demo/demo-database.ts";
import { expectReport } from "./expect-report.ts";

const now = new Date();
const testZone = env().reportingTimeZone;

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now, scale: 0.03 });
});
afterAll(async () => {
  env().reportingTimeZone = testZone;
  await database.close();
});

describe("the subscription report of the demo", () => {
  for (const zone of ["Europe/Berlin", "America/New_York"]) {
    test(`is what its rows come to in ${zone}`, { timeout: 240_000 }, async () => {
      env().reportingTimeZone = zone;
      const { db } = database;
      await takeSnapshot(db, now, zone);
      const [subscriptions, audit, snapshots] = await Promise.all([
        db.select().from(subscription),
        db.select().from(auditLog),
        db.select().from(subscriptionSnapshot),
      ]);
      const to = monthOf(now, zone);
      const moved = await expectReport(db, { from: addMonths(to, -11), to }, { subscriptions, audit, snapshots, now, zone });
      expect(moved.new + moved.churned).toBeGreaterThan(5);
    });
  }
});
