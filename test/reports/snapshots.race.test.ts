import { eq } from "drizzle-orm";
import { subscription, subscriptionSnapshot } from "../../lib/db/schema.ts";
import { takeSnapshot } from "../../lib/reports/snapshots/take-snapshot.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSubscription } from "../helpers/factories.ts";

describe("several servers at a month's start", () => {
  test("keep one snapshot together", async ({ database }) => {
    const { db } = database;
    // A month of its own: the database is shared with other tests.
    const now = new Date("2031-05-01T00:00:00Z");
    const made = await makeSubscription(db, { startedAt: new Date("2031-01-01T00:00:00Z") });
    const taken = await Promise.all(Array.from({ length: 6 }, (_, n) => takeSnapshot(db, new Date(now.getTime() + n), "UTC")));
    expect(taken.filter((each) => each.taken)).toHaveLength(1);
    const rows = await db.select().from(subscriptionSnapshot).where(eq(subscriptionSnapshot.month, "2031-05"));
    expect(new Set(rows.map(({ takenAt }) => takenAt.getTime())).size).toBe(1);
    expect(rows.filter(({ subscriptionId }) => subscriptionId === made.id)).toHaveLength(1);
    await db.delete(subscriptionSnapshot).where(eq(subscriptionSnapshot.month, "2031-05"));
    await db.delete(subscription).where(eq(subscription.id, made.id));
  });
});
