import { eq, like, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, extremeSearchUsage, message, messageUsage, payment, subscription, toolCalls, user } from "../../lib/db/schema.ts";
import { addDays, startOfDay } from "../../lib/list/day.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { seeded } from "../helpers/seeded.ts";
import { makeRandomProduct } from "../metrics/random-product.ts";

/** The days on which clocks were changed in Berlin and in New York, the latest in each direction. */
export const changeDays = ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"] as const;

/** Past any whole hour: a rule that looks back hours or days from now must say the same for as long as a test reads. */
const BETWEEN_HOURS = 1_234_567;

/** Refund entries as they should be, and as webhooks have been seen to bring them. */
const anyRefund = fc.oneof(
  fc.record({
    refund_id: fc.constant("ref"),
    status: fc.constantFrom("succeeded", "succeeded", "failed", "pending", "review", "reversed"),
    amount: fc.oneof(fc.nat(5_000), fc.constantFrom<unknown>("12,00", null, -1, 1.5)),
    currency: fc.constantFrom<unknown>("USD", "EUR", "JPY", "KWD", null),
    is_partial: fc.boolean(),
  }),
  fc.constantFrom<unknown>(null, 17, "refund", {}),
);

/** The same of disputes, whose amounts are texts. */
const anyDispute = fc.record({
  dispute_id: fc.constant("dp"),
  dispute_status: fc.constantFrom<unknown>("dispute_opened", "dispute_won", "dispute_lost", "dispute_accepted", null),
  amount: fc.oneof(fc.nat(5_000).map(String), fc.constantFrom<unknown>("about twelve", null)),
  currency: fc.constantFrom("USD", "EUR", "JPY", "KWD"),
});

/** Half of them at the very bounds of days of `zone`, those on which clocks change before all. */
function timesAround(zone: string, now: Date): fc.Arbitrary<Date> {
  const bounds = changeDays
    .flatMap((day) => [day, addDays(day, 1)])
    .map((day) => startOfDay(day, zone).getTime())
    .flatMap((at) => [-1, 0, 1, 3_600_000].map((apart) => new Date(at + apart)));
  return fc.oneof(
    fc.constantFrom(...bounds),
    fc.integer({ min: -300 * 24, max: 24 }).map((hours) => new Date(now.getTime() + hours * 3_600_000 + BETWEEN_HOURS)),
  );
}

/**
 * Rolls up everything that there is, then changes some of the rows of every kind: those who read roll-ups must take some days from them and
 * some from rows.
 */
export async function rollUpAndChange(db: Db, zone: string, now: Date): Promise<void> {
  await rebuildRollups(db, { zone });
  await makeRandomProduct(db, timesAround(zone, now), seeded(1).seed + 1, "later");
  await db.delete(chat).where(like(chat.userId, "user_%7"));
  await db.delete(user).where(like(user.id, "user_%7"));
  await db.delete(message).where(like(message.chatId, "chat_%3"));
  await db.delete(messageUsage).where(like(messageUsage.userId, "user_%5"));
  await db.update(message).set({ totalTokens: 7 }).where(like(message.chatId, "chat_%4"));
  await db.update(messageUsage).set({ messageCount: 3 }).where(like(messageUsage.userId, "user_%6"));
  await db.update(messageUsage).set({ date: now }).where(like(messageUsage.userId, "user_%8"));
  await db.update(extremeSearchUsage).set({ searchCount: 9 }).where(like(extremeSearchUsage.userId, "user_%4"));
  await db.update(toolCalls).set({ status: "canceled" }).where(eq(toolCalls.status, "running"));
  await db
    .update(toolCalls)
    .set({ finishedAt: sql`${toolCalls.startedAt} + interval '90 seconds'` })
    .where(eq(toolCalls.status, "failed"));
  await db.update(payment).set({ status: "succeeded" }).where(like(payment.id, "pay_odd_%4"));
  await db.update(payment).set({ refunds: [], disputes: null }).where(like(payment.id, "pay_odd_%5"));
  await db.delete(payment).where(like(payment.id, "pay_%6"));
  await db.update(subscription).set({ productId: "prod_2", endedAt: now }).where(like(subscription.id, "sub_%3"));
  await db.update(subscription).set({ status: "active", endedAt: null }).where(like(subscription.id, "sub_odd_%4"));
}

/** Fills an empty database with random rows of every kind that numbers are made of, see `timesAround`. */
export async function makeRandomRows(db: Db, zone: string, now: Date): Promise<void> {
  const times = timesAround(zone, now);
  const { seed } = seeded(1);
  await makeRandomProduct(db, times, seed);
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { numRuns: count, seed });
  await db.insert(payment).values(
    sample(
      fc.record({
        createdAt: times,
        status: fc.constantFrom("succeeded", "succeeded", "failed", "", "on_hold", null),
        currency: fc.constantFrom("USD", "EUR", "JPY", "KWD"),
        totalAmount: fc.integer({ min: -5_000, max: 2_000_000_000 }),
        tax: fc.option(fc.nat(100_000)),
        refunds: fc.oneof(fc.array(anyRefund, { maxLength: 3 }), fc.constantFrom<unknown>("none", null)),
        disputes: fc.oneof(fc.array(anyDispute, { maxLength: 2 }), fc.constant<unknown>(null)),
      }),
      250,
    ).map((row, index) => ({ ...row, id: `pay_odd_${index}` })),
  );
  await db.insert(subscription).values(
    sample(
      fc.record({
        startedAt: times,
        endedAt: fc.option(times),
        status: fc.constantFrom("active", "past_due", "trialing", "on_hold"),
        recurringInterval: fc.constantFrom("day", "week", "month", "year", "quarter", ""),
        currency: fc.constantFrom("usd", "eur", "jpy", "kwd"),
        amount: fc.integer({ min: 0, max: 2_000_000_000 }),
      }),
      120,
    ).map((row, index) => ({
      ...row,
      id: `sub_odd_${index}`,
      createdAt: row.startedAt,
      currentPeriodStart: row.startedAt,
      currentPeriodEnd: row.startedAt,
      customerId: `cus_${index % 40}`,
      productId: `prod_${index % 3}`,
      checkoutId: "checkout",
    })),
  );
  await db.insert(extremeSearchUsage).values(
    sample(fc.record({ user: fc.nat(149), searchCount: fc.nat(5), date: times, resetAt: times }), 150).map(({ user, ...row }) => ({
      ...row,
      userId: `user_${user}`,
    })),
  );
}
