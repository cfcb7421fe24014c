import type { Db } from "../../lib/db/database.server.ts";
import type { payment } from "../../lib/db/schema.ts";
import { byVerdict, entitlementList, entitlementSentence, plainSentence } from "../../lib/entitlements/entitlement.ts";
import { countEntitlements, countVerdicts, listEntitlements } from "../../lib/entitlements/list-entitlements.server.ts";
import { type RedVerdict, redVerdict } from "../../lib/entitlements/verdict.ts";
import { getUser } from "../../lib/users/get-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";
import { clearMoney, day, lostDispute, now, type Planted, plant, refund } from "./plant.ts";

const ended = {
  status: "canceled",
  canceledAt: day(-30),
  endsAt: day(-12),
  endedAt: day(-12),
  currentPeriodStart: day(-43),
  currentPeriodEnd: day(-12),
};
const renewed = { status: "canceled", canceledAt: day(-30), endsAt: day(-20), endedAt: day(-20) };

/** So many milliseconds after the end of the day's grace. */
const instant = (milliseconds: number) => new Date(day(-1).getTime() + milliseconds);

/** What each rule finds; nothing else may find it. `subscriptions` and `payments` are the places of those that prove it. */
const found: [what: string, RedVerdict, Planted[], subscriptions: number[], payments: number[]][] = [
  [
    "canceled in the middle of a period that was paid",
    "paid_but_expired",
    [{ subscription: { status: "canceled", canceledAt: day(-2), endedAt: day(-2) }, payments: [{ createdAt: day(-10) }] }],
    [0],
    [0],
  ],
  [
    "paid after it had run out",
    "paid_but_expired",
    [{ subscription: ended, payments: [{ createdAt: day(-43) }, { createdAt: day(-5) }] }],
    [0],
    [1],
  ],
  [
    "paid after it had run out, at an interval that nobody knows",
    "paid_but_expired",
    [{ subscription: { ...ended, recurringInterval: "quarter" }, payments: [{ createdAt: day(-5) }] }],
    [0],
    [0],
  ],
  [
    "unpaid, though a charge went through",
    "paid_but_expired",
    [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-9) }] }],
    [0],
    [0],
  ],
  [
    "canceled without any date, in a period that was paid",
    "paid_but_expired",
    [{ subscription: { status: "canceled" }, payments: [{ createdAt: day(-10) }] }],
    [0],
    [0],
  ],
  [
    "never completed, though its first payment came half an hour before",
    "paid_but_expired",
    [{ subscription: { status: "incomplete" }, payments: [{ createdAt: new Date(day(-10).getTime() - 1_800_000) }] }],
    [0],
    [0],
  ],
  [
    "paid, refunded in part",
    "paid_but_expired",
    [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-9), refunds: [refund(1999)] }] }],
    [0],
    [0],
  ],
  [
    "ended, then renewed and paid",
    "canceled_yet_renewed",
    [{ subscription: renewed, payments: [{ createdAt: day(-41) }, { createdAt: day(-10) }] }],
    [0],
    [1],
  ],
  [
    "canceled, yet active in another period",
    "canceled_yet_renewed",
    [{ subscription: { canceledAt: day(-30) }, payments: [{ createdAt: day(-10) }, { createdAt: day(-9) }] }],
    [0],
    [1, 0],
  ],
  ["refunded in full", "refunded_yet_active", [{ payments: [{ createdAt: day(-10), refunds: [refund()] }] }], [0], [0]],
  [
    "refunded in full, past due, the period before paid",
    "refunded_yet_active",
    [
      {
        subscription: { status: "past_due" },
        payments: [{ createdAt: day(-41) }, { createdAt: day(-10), refunds: [refund(500), refund(1500)] }],
      },
    ],
    [0],
    [1],
  ],
  ["two products at once", "two_running", [{}, { subscription: { productId: "prod_max" } }], [0, 1], []],
  ["a trial beside a subscription", "two_running", [{}, { subscription: { status: "trialing" } }, { subscription: ended }], [0, 1], []],
  ["active two days after its period", "active_past_period", [{ subscription: { currentPeriodEnd: day(-2) } }], [0], []],
  ["active two days after it ended", "active_past_period", [{ subscription: { endedAt: day(-2) } }], [0], []],
  ["active an instant longer than a day", "active_past_period", [{ subscription: { currentPeriodEnd: instant(-1) } }], [0], []],
  ["on trial an instant longer than a day", "trial_past_end", [{ subscription: { status: "trialing", endedAt: instant(-1) } }], [0], []],
  [
    "paid in the very instant in which it ran out",
    "paid_but_expired",
    [{ subscription: { ...ended, recurringInterval: "year" }, payments: [{ createdAt: day(-12) }] }],
    [0],
    [0],
  ],
  [
    "refunded in full, paid an hour before its period to the instant",
    "refunded_yet_active",
    [{ payments: [{ createdAt: new Date(day(-10).getTime() - 3_600_000), refunds: [refund()] }] }],
    [0],
    [0],
  ],
  [
    "renewed in the very instant in which it ended",
    "canceled_yet_renewed",
    [{ subscription: { ...renewed, endsAt: null, endedAt: day(-10) }, payments: [{ createdAt: day(-10) }] }],
    [0],
    [0],
  ],
  ["on trial for two days too long", "trial_past_end", [{ subscription: { status: "trialing", currentPeriodEnd: day(-2) } }], [0], []],
];

const nothing: [what: string, Planted[]][] = [
  ["active and paid", [{ payments: [{ createdAt: day(-10) }] }]],
  ["on trial", [{ subscription: { status: "trialing" } }]],
  ["paused, though paid", [{ subscription: { status: "paused" }, payments: [{ createdAt: day(-10) }] }]],
  ["of a status that nobody knows", [{ subscription: { status: "on_hold" }, payments: [{ createdAt: day(-10) }] }]],
  ["run out as it should", [{ subscription: ended, payments: [{ createdAt: day(-43) }] }]],
  [
    "paid after it had run out, long ago",
    [
      {
        subscription: { ...ended, endedAt: day(-80), currentPeriodStart: day(-111), currentPeriodEnd: day(-80) },
        payments: [{ createdAt: day(-40) }],
      },
    ],
  ],
  ["unpaid, as is its charge", [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-9), status: "failed" }] }]],
  ["unpaid, the period before was paid", [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-41) }] }]],
  ["unpaid, its charge was refunded", [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-9), refunds: [refund()] }] }]],
  [
    "unpaid, its charge was lost in a dispute",
    [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-9), disputes: [lostDispute] }] }],
  ],
  ["paid, and another one runs", [{ subscription: { status: "unpaid" }, payments: [{ createdAt: day(-9) }] }, {}]],
  [
    "canceled, and running until its end",
    [{ subscription: { canceledAt: day(-2), cancelAtPeriodEnd: true, endsAt: day(20) }, payments: [{ createdAt: day(-10) }] }],
  ],
  ["canceled and renewed, without money", [{ subscription: renewed, payments: [{ createdAt: day(-10), status: "failed" }] }]],
  ["refunded in part", [{ payments: [{ createdAt: day(-10), refunds: [refund(1999)] }] }]],
  ["a refund that failed", [{ payments: [{ createdAt: day(-10), refunds: [refund(2000, "failed")] }] }]],
  ["refunded in full, and charged again", [{ payments: [{ createdAt: day(-10), refunds: [refund()] }, { createdAt: day(-9) }] }]],
  ["refunded in full for the period before", [{ payments: [{ createdAt: day(-41), refunds: [refund()] }, { createdAt: day(-10) }] }]],
  ["a charge of nothing", [{ payments: [{ createdAt: day(-10), totalAmount: 0 }] }]],
  ["one after the other", [{}, { subscription: { status: "active", endedAt: new Date(now.getTime() - 1) } }, { subscription: ended }]],
  ["active for a day after its period, to the instant", [{ subscription: { currentPeriodEnd: day(-1) } }]],
  ["on trial for a day after its end, to the instant", [{ subscription: { status: "trialing", currentPeriodEnd: day(-1) } }]],
  ["two, one of which ends in this instant", [{}, { subscription: { endedAt: now } }]],
  [
    "unpaid, its period ends in this instant",
    [{ subscription: { status: "unpaid", currentPeriodEnd: now }, payments: [{ createdAt: day(-9) }] }],
  ],
  [
    "paid after it had run out, a week ago to the instant",
    [{ subscription: { ...ended, recurringInterval: "week" }, payments: [{ createdAt: day(-7) }] }],
  ],
  [
    "refunded in full, paid an instant too early for its period",
    [{ payments: [{ createdAt: new Date(day(-10).getTime() - 3_600_001), refunds: [refund()] }] }],
  ],
  ["active, its period ended this morning", [{ subscription: { currentPeriodEnd: day(-0.9) } }]],
  ["on trial until this morning", [{ subscription: { status: "trialing", currentPeriodEnd: day(-0.9) } }]],
];

const idsOf = async (db: Db, search: string) => {
  const query = entitlementList.parse(`/entitlements?${search}`);
  const [{ rows }, total] = await Promise.all([listEntitlements(db, query, now), countEntitlements(db, query, now)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id);
};

const countsWith = (verdict?: RedVerdict) => Object.fromEntries(redVerdict.map((each) => [each, each === verdict ? 1 : 0]));

describe("why there is a plan or none", () => {
  const sentenceOf = async (db: Db, userId: string) =>
    plainSentence(entitlementSentence((await getUser(db, userId, { entitlementAt: now }))!.entitlement!, "UTC", now));

  test("is read from a subscription that runs, before one that has only its status left", async ({ db }) => {
    const { user, subscriptions } = await plant(db, [{}, { subscription: { startedAt: day(-5), endedAt: day(-1) } }]);
    expect(await sentenceOf(db, user.id)).toContain(`active until 5 Jul 2026 by subscription ${subscriptions[0]!.id}`);
  });

  test("names what a user without a subscription paid for", async ({ db }) => {
    const sold = await makeSubscription(db);
    const payer = async (...payments: Partial<typeof payment.$inferInsert>[]) => {
      const { id } = await makeUser(db);
      for (const one of payments) await makePayment(db, { userId: id, createdAt: day(-3), subscriptionId: null, ...one });
      return sentenceOf(db, id);
    };
    const never = "No plan: there has never been a subscription";
    expect(await payer()).toBe(`${never}.`);
    expect(await payer({ status: "failed" }, { refunds: [refund()] }, { disputes: [lostDispute] })).toBe(`${never}.`);
    expect(await payer({})).toBe(`${never}; what they paid was one-off.`);
    expect(await payer({ subscriptionId: " " })).toBe(`${never}; what they paid was one-off.`);
    expect(await payer({ subscriptionId: "sub_gone" }, { createdAt: day(-1) })).toContain("sub_gone, which is not in the database.");
    expect(await payer({ subscriptionId: sold.id })).toBe(`No plan: they paid for subscription ${sold.id}, which is not linked to them.`);
  });
});

describe("a red verdict", () => {
  test.for(found)("%s: %s, and nothing else", async ([, verdict, planted, subscriptions, payments], { db }) => {
    await clearMoney(db);
    await plant(db, [{ payments: [{ createdAt: day(-10) }] }]);
    const made = await plant(db, planted);
    const user = await getUser(db, made.user.id, { entitlementAt: now });
    const [finding, ...others] = byVerdict(user!.entitlement!.findings);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      verdict,
      subscriptionIds: subscriptions.map((place) => made.subscriptions[place]!.id).sort(),
      paymentIds: payments.map((place) => made.payments[place]!.id),
    });
    for (const each of redVerdict)
      expect([each, await idsOf(db, `verdict=${each}`)]).toEqual([each, each === verdict ? [made.user.id] : []]);
    expect(await idsOf(db, "")).toEqual([made.user.id]);
    expect(await countVerdicts(db, now)).toEqual(countsWith(verdict));
  });

  test("is not given to what only looks like it", async ({ db }) => {
    await clearMoney(db);
    const made = new Map<string, string>();
    for (const [what, planted] of nothing) made.set((await plant(db, planted)).user.id, what);
    const { rows } = await listEntitlements(db, entitlementList.defaults, now);
    expect(rows.map((row) => [made.get(row.id), row.entitlement.findings.map((finding) => finding.verdict)])).toEqual([]);
    expect(await countVerdicts(db, now)).toEqual(countsWith());
  });

  test("is nobody's where the subscription has no user", async ({ db }) => {
    await clearMoney(db);
    await makeSubscription(db, { status: "active", currentPeriodEnd: day(-30) });
    await makeSubscription(db, { status: "trialing", currentPeriodEnd: day(-30) });
    expect(await idsOf(db, "")).toEqual([]);
    expect(await countVerdicts(db, now)).toEqual(countsWith());
  });

  test("stands in the list beside its sentence; the other tabs hold everybody else", async ({ db }) => {
    await clearMoney(db);
    const late = await plant(db, [{ subscription: { currentPeriodEnd: day(-2) } }]);
    const well = await plant(db, [{}]);
    const gone = await plant(db, [{ subscription: ended }]);
    const { rows } = await listEntitlements(db, entitlementList.defaults, now);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: late.user.id,
      entitlement: {
        present: { id: late.subscriptions[0]!.id, status: "active", periodEnd: day(-2), canceledAt: null },
        findings: [{ verdict: "active_past_period", since: day(-2), paymentIds: [] }],
      },
    });
    const these = [late, well, gone].map(({ user }) => `id=${user.id}`).join("&");
    expect((await idsOf(db, `verdict=plan&${these}`)).sort()).toEqual([late.user.id, well.user.id].sort());
    expect(await idsOf(db, `verdict=no_plan&${these}`)).toEqual([gone.user.id]);
    expect(await idsOf(db, `verdict=no_plan&verdict=active_past_period&${these}`)).toHaveLength(2);
    // An export of selected rows names them by id, whatever their verdict.
    expect((await idsOf(db, `id=${well.user.id}&id=${gone.user.id}`)).sort()).toEqual([well.user.id, gone.user.id].sort());
    expect(await idsOf(db, `id=${well.user.id}&verdict=no_plan`)).toEqual([]);
  });
});
