import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, subscription } from "../../lib/db/schema.ts";
import { paymentStatus } from "../../lib/db/values.ts";
import { startOfDay } from "../../lib/list/day.ts";
import { seeded } from "../helpers/seeded.ts";

const currencies = ["EUR", "JPY", "KWD"] as const;

/** Days around which the clocks of Berlin, New York and Santiago are changed, and ends of months and years. */
const edgeDays = [
  "2025-12-01",
  "2026-01-01",
  "2026-03-01",
  "2026-03-08",
  "2026-03-09",
  "2026-03-29",
  "2026-03-30",
  "2026-04-01",
  "2026-04-04",
  "2026-04-05",
  "2026-09-06",
  "2026-09-07",
  "2026-10-25",
  "2026-10-26",
  "2026-11-01",
  "2026-11-02",
  "2026-12-01",
];

const minute = 60_000;

/** Half of them at the very edge of a day or a month of the zone. */
function timesIn(zone: string): fc.Arbitrary<Date> {
  const edges = edgeDays.flatMap((day) => [startOfDay(day, zone), startOfDay(day, "UTC")]);
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...edges), fc.constantFrom(-60 * minute, -1, 0, 1, 60 * minute))
      .map(([edge, apart]) => new Date(edge.getTime() + apart)),
    fc.integer({ min: Date.parse("2025-11-15T00:00:00Z"), max: Date.parse("2026-12-15T00:00:00Z") }).map((instant) => new Date(instant)),
  );
}

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });

/** As webhooks write a time: in UTC, in a zone of their own, or something that is no time. */
const writtenTime = (times: fc.Arbitrary<Date>) =>
  fc.oneof(
    { weight: 6, arbitrary: times.map((time) => time.toISOString()) },
    {
      weight: 2,
      arbitrary: times.map((time) => `${new Date(time.getTime() + 330 * minute).toISOString().slice(0, -1)}+05:30`),
    },
    { weight: 1, arbitrary: fc.constantFrom("yesterday", "2026-02-31T10:00:00Z", "", 17, null) },
  );

function anyRefunds(times: fc.Arbitrary<Date>): fc.Arbitrary<unknown> {
  const refund = fc.record(
    {
      refund_id: fc.constantFrom("re_1", "re_2"),
      created_at: writtenTime(times),
      status: fc.constantFrom("succeeded", "succeeded", "succeeded", "failed", "pending", "review", "reversed", null),
      amount: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 90_000 }) }, fc.constantFrom(null, "1200", -5, 1.5)),
      currency: fc.constantFrom(null, ...currencies),
      is_partial: fc.boolean(),
    },
    { requiredKeys: ["status"] },
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: refund }, fc.constantFrom(null, "refund", 7)), { maxLength: 3 }) },
    fc.constantFrom(null, "none", { refund_id: "re_1", status: "succeeded", amount: 5 }),
  );
}

function anyDisputes(times: fc.Arbitrary<Date>): fc.Arbitrary<unknown> {
  const dispute = fc.record(
    {
      dispute_id: fc.constant("dp_1"),
      created_at: writtenTime(times),
      dispute_status: fc.constantFrom("dispute_opened", "dispute_won", "dispute_lost", "dispute_accepted", "dispute_new", null),
      amount: fc.oneof({ weight: 6, arbitrary: fc.nat(90_000).map(String) }, fc.constantFrom("about twelve", "12.00", null, 400)),
      currency: fc.constantFrom(null, ...currencies),
    },
    { requiredKeys: [] },
  );
  return fc.oneof({ weight: 6, arbitrary: fc.array(dispute, { maxLength: 2 }) }, fc.constantFrom(null, "dispute", {}));
}

const anyCart = fc.constantFrom<unknown>(
  null,
  [],
  "cart",
  [{ product_id: "prod_a", quantity: 1 }],
  [{ product_id: "prod_b" }, { product_id: "prod_b" }],
  [{ product_id: "prod_a" }, { product_id: "prod_b" }],
  [{ product_id: 12 }, null],
  [{ product_id: "not a product's id" }],
);
const anyBilling = fc.constantFrom<unknown>(
  null,
  "DE",
  {},
  { country: "DE" },
  { country: "us" },
  { country: "Germany" },
  { country: null },
);

/** A payment as the database has it, and as a test adds it up. */
export type RandomPayment = typeof payment.$inferInsert;

/** Payments of every kind, most of them at the edges of days and months of the zone. */
export function anyPaymentIn(zone: string) {
  const times = timesIn(zone);
  return fc.record({
    createdAt: times,
    status: orNull(fc.constantFrom<string>(...paymentStatus.slice(0, 3), "succeeded", "succeeded", "succeeded", "succeeded", "odd", "")),
    currency: fc.constantFrom(...currencies),
    totalAmount: fc.oneof(fc.nat(100_000), fc.constant(2_147_483_647)),
    tax: orNull(fc.nat(20_000)),
    settlementAmount: orNull(fc.nat(2_000_000_000)),
    settlementCurrency: orNull(fc.constantFrom("USD", "EUR")),
    settlementTax: orNull(fc.nat(20_000)),
    paymentMethod: orNull(fc.constantFrom("card", "upi", "")),
    subscriptionId: orNull(fc.constantFrom("sub_0", "sub_1", "sub_2", "sub_nobody_knows")),
    productCart: anyCart,
    billing: anyBilling,
    refunds: anyRefunds(times),
    disputes: anyDisputes(times),
  });
}

/** The products of the subscriptions that there are, by their ids; those that can be read. */
export type Plans = Readonly<Record<string, string>>;
export const plansAtFirst: Plans = { sub_0: "prod_plan", sub_1: "prod_a" };

/** Fills the database with random payments; what they come to is up to the reader. */
export async function makeRandomMoney(db: Db, zone: string, count: number): Promise<RandomPayment[]> {
  await db.delete(payment);
  await db.delete(subscription);
  const start = new Date("2026-01-01T00:00:00Z");
  await db.insert(subscription).values(
    Object.entries({ ...plansAtFirst, sub_2: "not a product's id" }).map(([id, productId]) => ({
      id,
      createdAt: start,
      startedAt: start,
      currentPeriodStart: start,
      currentPeriodEnd: start,
      status: "active",
      recurringInterval: "month",
      currency: "eur",
      amount: 1000,
      customerId: "cus",
      productId,
      checkoutId: "checkout",
    })),
  );
  const made = fc.sample(anyPaymentIn(zone), { ...seeded(count), numRuns: count }).map((row, index) => ({ ...row, id: `pay_${index}` }));
  for (let from = 0; from < made.length; from += 200) await db.insert(payment).values(made.slice(from, from + 200));
  return made;
}
