import type { Db } from "../../lib/db/database.server.ts";
import { cancelAtPeriodEnd, keepRenewing } from "../../lib/subscriptions/cancel-at-period-end.server.ts";
import { getSubscription } from "../../lib/subscriptions/get-subscription.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeSubscription } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { changedElsewhere } from "./changed-elsewhere.ts";

const staff = staffWith("subscriptions:change");
const read = async (db: Db, id: string) => (await getSubscription(db, id))!;
const reason = "Asked for by e-mail";

describe("canceling at the period end", () => {
  test("sets what Polar sets, and keeps the status until then", async ({ db }) => {
    const { id, currentPeriodEnd } = await makeSubscription(db);
    const earliest = new Date();
    await cancelAtPeriodEnd(db, staff, id, { version: (await read(db, id)).version, reason });
    const row = await read(db, id);
    expect(row).toMatchObject({ status: "active", cancelAtPeriodEnd: true, endsAt: currentPeriodEnd, endedAt: null });
    expect(row.canceledAt! >= earliest && row.canceledAt! <= new Date()).toBe(true);
    const entries = await auditRowsOf(db, "subscription", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "subscription.cancel_at_period_end",
      before: { cancelAtPeriodEnd: false, canceledAt: null, endsAt: null },
      after: { cancelAtPeriodEnd: true, canceledAt: row.canceledAt!.toISOString(), endsAt: currentPeriodEnd.toISOString() },
      reason,
    });
  });

  test("can be taken back, which clears why the customer had canceled; the entry keeps it", async ({ db }) => {
    const { id } = await makeSubscription(db, {
      cancelAtPeriodEnd: true,
      canceledAt: madeAt,
      endsAt: madeAt,
      customerCancellationReason: "too_expensive",
      customerCancellationComment: "Sorry",
    });
    await keepRenewing(db, staff, id, { version: (await read(db, id)).version, reason });
    expect(await read(db, id)).toMatchObject({
      cancelAtPeriodEnd: false,
      canceledAt: null,
      endsAt: null,
      customerCancellationReason: null,
      customerCancellationComment: null,
    });
    const entries = await auditRowsOf(db, "subscription", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "subscription.keep_renewing",
      before: { cancelAtPeriodEnd: true, customerCancellationReason: "too_expensive", customerCancellationComment: "Sorry" },
      after: { cancelAtPeriodEnd: false, customerCancellationReason: null, customerCancellationComment: null },
      reason,
    });
  });

  test.for([
    ["has ended", { endedAt: madeAt }],
    ["is canceled", { status: "canceled" }],
    ["has expired", { status: "incomplete_expired" }],
  ] as const)("both are refused where it %s", async ([, state], { db }) => {
    const [renewing, canceling] = [await makeSubscription(db, state), await makeSubscription(db, { ...state, cancelAtPeriodEnd: true })];
    for (const [verb, { id }] of [
      [cancelAtPeriodEnd, renewing],
      [keepRenewing, canceling],
    ] as const) {
      const { version } = await read(db, id);
      await expect(verb(db, staff, id, { version, reason })).rejects.toMatchObject({ status: 422, message: /has ended/ });
      expect(await auditRowsOf(db, "subscription", id)).toEqual([]);
      expect((await read(db, id)).version).toBe(version);
    }
  });

  test("each is refused where it is so already, and as another left it", async ({ db }) => {
    const [renewing, canceling] = [await makeSubscription(db), await makeSubscription(db, { cancelAtPeriodEnd: true })];
    for (const [verb, wrong] of [
      [keepRenewing, renewing],
      [cancelAtPeriodEnd, canceling],
    ] as const) {
      const { version } = await read(db, wrong.id);
      await expect(verb(db, staff, wrong.id, { version, reason })).rejects.toMatchObject({ status: 422 });
      await changedElsewhere(db, wrong.id, { amount: 1 });
      await expect(verb(db, staff, wrong.id, { version, reason })).rejects.toMatchObject({ status: 409 });
      expect(await auditRowsOf(db, "subscription", wrong.id)).toEqual([]);
    }
    await expect(cancelAtPeriodEnd(db, staff, "gone", { version: "1", reason })).rejects.toMatchObject({ status: 404 });
  });

  test("an end that is still to come does not refuse it", async ({ db }) => {
    const { id } = await makeSubscription(db, { endedAt: new Date(Date.now() + 60_000) });
    await cancelAtPeriodEnd(db, staff, id, { version: (await read(db, id)).version, reason });
    expect((await read(db, id)).cancelAtPeriodEnd).toBe(true);
  });
});
