import { eq, sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { subscription } from "../../lib/db/schema.ts";
import { correctSubscription } from "../../lib/subscriptions/correct-subscription.server.ts";
import { getSubscription } from "../../lib/subscriptions/get-subscription.server.ts";
import { CorrectSubscription } from "../../lib/subscriptions/subscription-forms.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSubscription } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { changedElsewhere } from "./changed-elsewhere.ts";

const staff = staffWith("subscriptions:change");
const read = async (db: Db, id: string) => (await getSubscription(db, id))!;
const reason = "Webhook lost";
// The period that makeSubscription makes ends here, and began on 2026-03-10T12:00.
const END = "2026-04-10T12:00";
const form = async (db: Db, id: string, fields: { status?: string; currentPeriodEnd?: string }) =>
  CorrectSubscription.parse({
    version: (await read(db, id)).version,
    status: "active",
    currentPeriodEnd: END,
    reason,
    ...fields,
  });

describe("correcting a subscription", () => {
  test("writes and records the status alone where the end was left as it was", async ({ db }) => {
    const { id } = await makeSubscription(db, { endsAt: new Date(`${END}:00Z`) });
    // A field cannot hold microseconds; they must outlive it.
    await db.update(subscription).set({ currentPeriodEnd: sql`'2026-04-10 12:00:00.123456'` }).where(eq(subscription.id, id));
    await correctSubscription(db, staff, id, await form(db, id, { status: "past_due" }));
    const entries = await auditRowsOf(db, "subscription", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "subscription.correct",
      before: { status: "active" },
      after: { status: "past_due" },
      reason,
    });
    expect(Object.keys(entries[0]!.after)).toEqual(["status"]);
    const [row] = await db
      .select({ end: sql<string>`${subscription.currentPeriodEnd}::text`, status: subscription.status })
      .from(subscription)
      .where(eq(subscription.id, id));
    expect(row).toEqual({ end: "2026-04-10 12:00:00.123456", status: "past_due" });
  });

  test("moves the period end, and with it the end of what was to end then", async ({ db }) => {
    const plain = await makeSubscription(db);
    await correctSubscription(db, staff, plain.id, await form(db, plain.id, { currentPeriodEnd: "2026-05-01T09:30:15" }));
    const [entry, ...others] = await auditRowsOf(db, "subscription", plain.id);
    expect(others).toEqual([]);
    expect([entry!.before, entry!.after]).toEqual([
      { currentPeriodEnd: "2026-04-10T12:00:00.000Z" },
      { currentPeriodEnd: "2026-05-01T09:30:15.000Z" },
    ]);
    const ending = await makeSubscription(db, { cancelAtPeriodEnd: true, endsAt: plain.currentPeriodEnd });
    await correctSubscription(db, staff, ending.id, await form(db, ending.id, { currentPeriodEnd: "2026-05-01T00:00" }));
    const end = new Date("2026-05-01T00:00:00Z");
    expect(await read(db, ending.id)).toMatchObject({ currentPeriodEnd: end, endsAt: end });
  });

  test("is refused where the period would not end after its start", async ({ db }) => {
    const { id } = await makeSubscription(db);
    for (const currentPeriodEnd of ["2026-03-10T12:00", "2026-01-01T00:00"]) {
      const wrong = await form(db, id, { currentPeriodEnd, status: "past_due" });
      await expect(correctSubscription(db, staff, id, wrong)).rejects.toMatchObject({ status: 422, field: "currentPeriodEnd" });
    }
    expect(await auditRowsOf(db, "subscription", id)).toEqual([]);
    expect(await read(db, id)).toMatchObject({ status: "active", currentPeriodEnd: new Date(`${END}:00Z`) });
  });

  test("keeps a status that nobody listed, and takes no new one", async ({ db }) => {
    const { id } = await makeSubscription(db, { status: "zombie" });
    await expect(correctSubscription(db, staff, id, await form(db, id, { status: "ghost" }))).rejects.toMatchObject({
      status: 422,
      field: "status",
    });
    await correctSubscription(db, staff, id, await form(db, id, { status: "zombie", currentPeriodEnd: "2026-04-11T12:00" }));
    expect(await read(db, id)).toMatchObject({ status: "zombie", currentPeriodEnd: new Date("2026-04-11T12:00:00Z") });
  });

  test("is refused where nothing changes, and as another left it, with the present values", async ({ db }) => {
    const { id } = await makeSubscription(db);
    const seen = await form(db, id, {});
    await expect(correctSubscription(db, staff, id, seen)).rejects.toMatchObject({ status: 422, message: /^Nothing was changed/ });
    await changedElsewhere(db, id, { status: "paused" });
    await expect(correctSubscription(db, staff, id, { ...seen, status: "canceled" })).rejects.toMatchObject({
      status: 409,
      conflict: { current: { status: "paused", currentPeriodEnd: END }, version: (await read(db, id)).version },
    });
    expect(await auditRowsOf(db, "subscription", id)).toEqual([]);
    expect((await read(db, id)).status).toBe("paused");
  });
});
