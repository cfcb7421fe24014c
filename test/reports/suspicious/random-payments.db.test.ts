import fc from "fast-check";
import { payment, subscription } from "../../../lib/db/schema.ts";
import { disputeStatus, refundStatus } from "../../../lib/db/values.ts";
import type { PaymentRule } from "../../../lib/reports/suspicious/suspicious-rule.ts";
import { expect, test } from "../../helpers/database-test.ts";
import { madeAt, makeSubscription } from "../../helpers/factories.ts";
import { seeded } from "../../helpers/seeded.ts";
import { type Breakers, paymentBreakers } from "./breakers.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (minutes: number) => new Date(madeAt.getTime() + minutes * MINUTE);

/** An entry of the webhook's JSON, with what is true of it whatever reads it. */
interface Made {
  json: unknown;
  unreadable?: true;
  unknown?: true;
  /** Minor units that a succeeded refund takes away; "whole": all of the payment. */
  refunded?: number | "whole";
  /** When a lost dispute was opened; null where it does not say. */
  lost?: Date | null;
}

const dated = { created_at: at(60).toISOString() };
const anyRefund: fc.Arbitrary<Made> = fc.oneof(
  fc
    .record({ amount: fc.constantFrom(1, 400, 1000, 1001, 1500), status: fc.constantFrom(...refundStatus) })
    .map(({ amount, status }): Made => ({ json: { ...dated, status, amount }, ...(status === "succeeded" && { refunded: amount }) })),
  fc.constant<Made>({ json: { ...dated, status: "succeeded", is_partial: false }, refunded: "whole" }),
  fc.constant<Made>({ json: { ...dated, status: "succeeded", amount: "12,00" }, unreadable: true }),
  fc.constant<Made>({ json: { ...dated, status: "pending", amount: "12,00" } }),
  fc.constant<Made>({ json: { ...dated, status: "reversed", amount: 5 }, unreadable: true, unknown: true }),
  fc.constant<Made>({ json: { ...dated, amount: 5 }, unreadable: true }),
  fc.constant<Made>({ json: { status: "succeeded", amount: 7, created_at: "soon" }, unreadable: true, refunded: 7 }),
  fc.constant<Made>({ json: 17, unreadable: true }),
);
const anyDispute: fc.Arbitrary<Made> = fc.oneof(
  fc
    .record({
      status: fc.constantFrom<string>(...disputeStatus, "dispute_lost", "dispute_lost"),
      opened: fc.integer({ min: 0, max: 4000 }),
    })
    .map(
      ({ status, opened }): Made => ({
        json: { created_at: at(opened).toISOString(), amount: "1000", dispute_status: status, dispute_stage: "dispute" },
        ...(status === "dispute_lost" && { lost: at(opened) }),
      }),
    ),
  fc.constant<Made>({ json: { amount: "1000", dispute_status: "dispute_lost" }, unreadable: true, lost: null }),
  fc.constant<Made>({ json: { ...dated, amount: "ten", dispute_status: "dispute_lost" }, unreadable: true, lost: at(60) }),
  fc.constant<Made>({ json: { ...dated, amount: "1000", dispute_status: "dispute_paused" }, unknown: true }),
  fc.constant<Made>({ json: { ...dated, amount: "1000", dispute_status: "dispute_won", dispute_stage: "court" }, unknown: true }),
  fc.constant<Made>({ json: "dispute", unreadable: true }),
);

const anyPayment = fc.record({
  // Crowded, so that twins, and payments after disputes, are there.
  minute: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 25 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 4000 }) }),
  customerId: fc.constantFrom("cus_1", "cus_1", "cus_2", "", null),
  totalAmount: fc.constantFrom(0, 1000, 1000, 1000, 1190),
  tax: fc.constantFrom(null, 0, 190),
  currency: fc.constantFrom("USD", "USD", "USD", "usd", "EUR", "JPY"),
  status: fc.constantFrom("succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "failed", "on_hold", null),
  discountId: fc.constantFrom(null, null, "dsc_1"),
  subscriptionId: fc.constantFrom(null, "sub_1", "sub_2", "sub_discounted", "sub_trialing", "sub_nobody", ""),
  refunds: fc.array(anyRefund, { maxLength: 3 }),
  disputes: fc.array(anyDispute, { maxLength: 2 }),
});
type RandomPayment = ReturnType<typeof withIds>[number];

const withIds = (rows: readonly (typeof anyPayment extends fc.Arbitrary<infer Row> ? Row : never)[]) =>
  rows.map((row, n) => ({ ...row, id: `pay_${String(n).padStart(2, "0")}`, createdAt: at(row.minute) }));

interface RandomSubscription {
  id: string;
  amount: number;
  currency: string;
  status: string;
  discountId: string | null;
  startedAt: Date;
  currentPeriodStart: Date;
}

const subscriptions: RandomSubscription[] = [
  { id: "sub_1", amount: 1000, currency: "usd", status: "active", discountId: null, startedAt: at(-90_000), currentPeriodStart: at(70) },
  { id: "sub_2", amount: 1000, currency: "EUR", status: "canceled", discountId: null, startedAt: at(0), currentPeriodStart: at(0) },
  {
    id: "sub_discounted",
    amount: 1000,
    currency: "USD",
    status: "active",
    discountId: "d",
    startedAt: at(-9_000),
    currentPeriodStart: at(0),
  },
  {
    id: "sub_trialing",
    amount: 1000,
    currency: "USD",
    status: "trialing",
    discountId: null,
    startedAt: at(-9_000),
    currentPeriodStart: at(0),
  },
];

/** The rules once more, payment by payment, as a person would check them. */
const checks: Partial<Record<PaymentRule, (one: RandomPayment, all: readonly RandomPayment[]) => boolean>> = {
  "refunded-too-much": (one) => {
    const refunded = one.refunds.reduce((sum, { refunded = 0 }) => sum + (refunded === "whole" ? one.totalAmount : refunded), 0);
    return refunded > one.totalAmount;
  },
  "charged-twice": (one, all) =>
    all.some(
      (other) =>
        other.id !== one.id &&
        one.customerId &&
        other.customerId === one.customerId &&
        other.totalAmount === one.totalAmount &&
        other.currency.toUpperCase() === one.currency.toUpperCase() &&
        one.status === "succeeded" &&
        other.status === "succeeded" &&
        Math.abs(other.minute - one.minute) <= 10,
    ),
  "paid-after-lost-dispute": (one, all) =>
    one.status === "succeeded" &&
    all.some(
      (other) =>
        other.id !== one.id &&
        ((one.customerId && other.customerId === one.customerId) || (one.subscriptionId && other.subscriptionId === one.subscriptionId)) &&
        other.disputes.some(({ lost }) => lost !== undefined && one.createdAt > (lost ?? other.createdAt)),
    ),
  "lost-dispute": (one) => one.status === "succeeded" && one.disputes.some(({ lost }) => lost !== undefined),
  "amount-differs": (one) => {
    const agreed = subscriptions.find(({ id }) => id === one.subscriptionId);
    if (!agreed || one.status !== "succeeded" || one.createdAt.getTime() < agreed.currentPeriodStart.getTime() - HOUR) return false;
    if (one.currency.toUpperCase() !== agreed.currency.toUpperCase()) return true;
    const withoutTax = one.totalAmount - (one.tax ?? 0);
    if (one.totalAmount === agreed.amount || withoutTax === agreed.amount) return false;
    const firstDay = one.createdAt.getTime() < agreed.startedAt.getTime() + 24 * HOUR;
    if (one.totalAmount === 0 && (agreed.status === "trialing" || firstDay)) return false;
    return !(withoutTax < agreed.amount && (one.discountId || agreed.discountId));
  },
  unreadable: (one) => [...one.refunds, ...one.disputes].some((entry) => entry.unreadable),
  "unknown-value": (one) => one.status === "on_hold" || [...one.refunds, ...one.disputes].some((entry) => entry.unknown),
};

test("each rule finds what a check of one payment after the other finds", { timeout: 120_000 }, async ({ db }) => {
  await db.delete(subscription);
  for (const row of subscriptions) await makeSubscription(db, row);
  const broken = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyPayment, { minLength: 15, maxLength: 40 }), async (made) => {
      const rows = withIds(made);
      await db.delete(payment);
      await db.insert(payment).values(
        rows.map(({ minute: _, customerId, refunds, disputes, ...row }) => ({
          ...row,
          customer: customerId === null ? null : { customer_id: customerId, email: "mia@example.com" },
          refunds: refunds.map(({ json }) => json),
          disputes: disputes.map(({ json }) => json),
        })),
      );
      const expected: Breakers = {};
      for (const [rule, breaks] of Object.entries(checks)) {
        const ids = rows.filter((one) => breaks(one, rows)).map(({ id }) => id);
        if (ids.length > 0) expected[rule] = ids;
        broken.set(rule, (broken.get(rule) ?? 0) + ids.length);
      }
      expect(await paymentBreakers(db)).toEqual(expected);
    }),
    seeded(10),
  );
  for (const rule of Object.keys(checks)) expect(broken.get(rule), rule).toBeGreaterThan(5);
});
