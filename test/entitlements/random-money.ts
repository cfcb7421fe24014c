import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { type Payment, payment, type Subscription, subscription, user } from "../../lib/db/schema.ts";
import type { RedVerdict } from "../../lib/entitlements/verdict.ts";
import { day, now, refund } from "./plant.ts";

// None of them a whole interval from another, nor from now: what a month is then does not matter.
const offsets = [-400, -200, -100, -60, -45, -33, -26, -20, -10, -6, -3, -0.9, -0.4, 0.1, 0.5, 3, 10, 20, 26, 33, 200, 400];
const past = fc.constantFrom(...offsets.filter((offset) => offset < 0)).map(day);
const anyTime = fc.constantFrom(...offsets).map(day);

/** Fills an emptied database with users, subscriptions and payments that agree in nothing, and gives what was written. */
export async function makeRandomMoney(
  db: Db,
  seed: number,
): Promise<{ users: string[]; subscriptions: Subscription[]; payments: Payment[] }> {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { numRuns: count, seed });
  const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
  const users = Array.from({ length: 40 }, (_, place) => `random_${seed}_${place}`);
  await db
    .insert(user)
    .values(
      users.map((id) => ({ id, name: id, email: `${id}@example.com`, emailVerified: true, createdAt: day(-500), updatedAt: day(-500) })),
    );
  const sold = sample(
    fc.record({
      userId: fc.option(fc.constantFrom(...users), { freq: 12 }),
      status: fc.constantFrom(
        "active",
        "active",
        "trialing",
        "past_due",
        "canceled",
        "canceled",
        "unpaid",
        "paused",
        "incomplete",
        "incomplete_expired",
        "odd",
      ),
      recurringInterval: fc.constantFrom("day", "week", "month", "month", "year", "quarter"),
      currentPeriodStart: past,
      currentPeriodEnd: anyTime,
      startedAt: past,
      canceledAt: sometimes(past),
      endsAt: sometimes(anyTime),
      endedAt: sometimes(anyTime),
    }),
    60,
  ).map((row, place) => ({
    ...row,
    id: `sub_random_${seed}_${place}`,
    createdAt: row.startedAt,
    amount: 2000,
    currency: "USD",
    customerId: "cus",
    productId: "prod",
    checkoutId: "checkout",
  }));
  const paid = sample(
    fc.record({
      subscriptionId: fc.option(fc.constantFrom(...sold.map(({ id }) => id), "sub_gone"), { freq: 20 }),
      createdAt: past,
      status: fc.constantFrom("succeeded", "succeeded", "succeeded", "failed", null),
      totalAmount: fc.constantFrom(2000, 2000, 2000, 0),
      refunds: fc.constantFrom([], [], [refund()], [refund(500)], [refund(2000, "pending")]),
      disputes: fc.constantFrom([], [], [], [{ dispute_status: "dispute_lost" }], [{ dispute_status: "dispute_won" }]),
    }),
    150,
  ).map((row, place) => ({ ...row, id: `pay_random_${seed}_${place}`, currency: "USD" }));
  return {
    users,
    subscriptions: await db.insert(subscription).values(sold).returning(),
    payments: await db.insert(payment).values(paid).returning(),
  };
}

const DAY = 86_400_000;
const length: Record<string, number> = { day: DAY, week: 7 * DAY, month: 30 * DAY, year: 365 * DAY };

/** The subscription gives its plan, as the words say. */
export const isRunning = (one: Subscription) =>
  ["trialing", "active", "past_due"].includes(one.status) && (one.endedAt === null || one.endedAt > now);

/** The verdicts of one user, read off the rows one by one, as the words of the rules say. */
export function verdictsOf(userId: string, subscriptions: readonly Subscription[], payments: readonly Payment[]): Set<RedVerdict> {
  const at = now.getTime();
  const own = subscriptions.filter((one) => one.userId === userId);
  const kept = (one: Payment) =>
    one.status === "succeeded" &&
    one.refundedAmount < one.totalAmount &&
    !["dispute_lost", "dispute_accepted"].includes(one.disputeStatus ?? "");
  const verdicts = new Set<RedVerdict>();
  for (const one of own) {
    const its = payments.filter((paid) => paid.subscriptionId === one.id);
    const from = one.currentPeriodStart.getTime() - 3_600_000;
    const until = one.currentPeriodEnd.getTime();
    const stop = one.endedAt ?? one.endsAt ?? one.canceledAt;
    const renewed = stop !== null && one.currentPeriodStart >= stop && (one.canceledAt !== null || one.status === "canceled");
    const due = Math.min(until, one.endedAt?.getTime() ?? Infinity);
    const covers = (paid: Payment) => {
      const when = paid.createdAt.getTime();
      const lasts = length[one.recurringInterval] ?? until - one.currentPeriodStart.getTime();
      return when < until ? when >= from && until > at : when + lasts > at;
    };
    if (["canceled", "unpaid", "incomplete", "incomplete_expired"].includes(one.status) && !renewed && !own.some(isRunning)) {
      if (its.some((paid) => kept(paid) && covers(paid))) verdicts.add("paid_but_expired");
    }
    if (renewed && its.some((paid) => kept(paid) && paid.createdAt >= stop)) verdicts.add("canceled_yet_renewed");
    const inPeriod = its.filter((paid) => paid.createdAt.getTime() >= from);
    if (isRunning(one) && !inPeriod.some(kept)) {
      if (inPeriod.some((paid) => paid.status === "succeeded" && paid.totalAmount > 0 && paid.refundedAmount >= paid.totalAmount)) {
        verdicts.add("refunded_yet_active");
      }
    }
    if (isRunning(one) && own.filter(isRunning).length > 1) verdicts.add("two_running");
    if (one.status === "active" && due < at - DAY) verdicts.add("active_past_period");
    if (one.status === "trialing" && due < at - DAY) verdicts.add("trial_past_end");
  }
  return verdicts;
}
