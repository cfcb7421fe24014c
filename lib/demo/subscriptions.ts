import type { subscription } from "../db/schema.ts";
import { DAY, type DemoClock, HOUR, MINUTE } from "./clock.ts";
import { makePayment, type PaymentRow } from "./payments.ts";
import { type PlanName, type Product, periodStart, plans } from "./products.ts";
import type { Random } from "./random.ts";
import { withAftermath } from "./refunds.ts";
import type { DemoUser } from "./users.ts";

export type SubscriptionRow = typeof subscription.$inferInsert;

/** A subscription with the payments that followed from it. */
export interface Sold {
  subscription: SubscriptionRow;
  payments: PaymentRow[];
}

/** How likely a period is the last one. */
const churn: Record<PlanName, number> = { monthly: 0.16, yearly: 0.35, weekly: 0.35, daily: 0.5, max: 0.12, quarterly: 0.15 };

const reasons = [
  "customer_service",
  "low_quality",
  "missing_features",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
  "other",
];
const comments = [
  "Too dear for two trips a year.",
  "Flight search kept failing with an error.",
  "I only needed it once, great product though!",
  "Prices were higher than on the airline's own page 😕",
  "=cmd|' /C calc'!A0",
  "Switching to the family plan of another service.\nMight come back in summer.",
  "",
];

export const cancellationOf = (random: Random) => ({
  customerCancellationReason: random.chance(0.75) ? random.pick(reasons) : null,
  customerCancellationComment: random.chance(0.35) ? random.pick(comments) : null,
});

/** An active subscription in its `period`th paid period (0 is the first), which began `startedAt` (milliseconds). */
export function subscriptionRow(random: Random, user: DemoUser, product: Product, startedAt: number, period: number): SubscriptionRow {
  const metadata = { userId: user.row.id, source: random.pick(["pricing-page", "limit-reached", "e-mail"]) };
  return {
    id: `sub_${random.id(20)}`,
    createdAt: new Date(startedAt - random.int(10, 200) * 1000),
    modifiedAt: new Date(periodStart(product, startedAt, period) + MINUTE),
    amount: product.prices[user.currency] ?? 1500,
    currency: user.currency,
    recurringInterval: product.interval ?? "month",
    status: "active",
    currentPeriodStart: new Date(periodStart(product, startedAt, period)),
    currentPeriodEnd: new Date(periodStart(product, startedAt, period + 1)),
    cancelAtPeriodEnd: false,
    startedAt: new Date(startedAt),
    customerId: user.customerId,
    productId: product.id,
    discountId: random.chance(0.06) ? "dsc_WINTER20" : null,
    checkoutId: random.uuid(),
    metadata: random.chance(0.9) ? JSON.stringify(metadata) : null,
    customFieldData: random.chance(0.2)
      ? JSON.stringify({ company: random.pick(["", "Example GmbH", "O'Neill & Sons"]), newsletter: random.chance(0.5) })
      : "{}",
    userId: user.row.id,
  };
}

/** A subscription from its first day until now, or until it ended, in the ordinary way: its money matches its periods. */
export function makeSubscription(random: Random, clock: DemoClock, user: DemoUser, startedAt: number): Sold {
  const plan = random.weighted<PlanName>({ monthly: 58, yearly: 15, weekly: 12, daily: 5, max: 9, quarterly: 0 });
  const product = plans[plan];
  const payments: PaymentRow[] = [];
  const trialDays = random.chance(0.45) ? product.trialDays : 0;
  const paidFrom = startedAt + trialDays * DAY;
  const row = subscriptionRow(random, user, product, paidFrom, 0);
  row.startedAt = new Date(startedAt);
  row.createdAt = new Date(startedAt - MINUTE);
  const pay = (at: number, status: string) => {
    payments.push(
      withAftermath(
        random,
        clock,
        makePayment(random, clock, { user, product, at: at + random.int(5, 600) * 1000, status, subscriptionId: row.id }),
      ),
    );
  };

  if (paidFrom > clock.now) {
    row.status = "trialing";
    row.currentPeriodStart = new Date(startedAt);
    row.currentPeriodEnd = new Date(paidFrom);
    row.modifiedAt = null;
    return { subscription: row, payments };
  }
  const age = clock.now - paidFrom;
  if (random.chance(age < 2 * DAY ? 0.2 : 0.04)) {
    const expired = age > DAY;
    pay(
      paidFrom,
      random.pick(expired ? ["failed", "cancelled"] : ["requires_customer_action", "requires_payment_method", "requires_confirmation"]),
    );
    return { subscription: unfinished(row, paidFrom, expired), payments };
  }
  if (trialDays > 0 && random.chance(0.2)) return { subscription: canceled(random, row, startedAt, paidFrom), payments };

  let period = 0;
  pay(paidFrom, "succeeded");
  for (let next = periodStart(product, paidFrom, 1); next <= clock.now - HOUR; next = periodStart(product, paidFrom, period + 1)) {
    const current = periodStart(product, paidFrom, period);
    if (random.chance(churn[plan])) return { subscription: canceled(random, row, current, next), payments };
    period += 1;
    row.currentPeriodStart = new Date(next);
    row.currentPeriodEnd = new Date(periodStart(product, paidFrom, period + 1));
    row.modifiedAt = new Date(next + MINUTE);
    const late = random.chance(0.04) && next + 27 * HOUR < clock.now;
    if (late) pay(next, "failed");
    pay(next + (late ? 26 * HOUR : 0), "succeeded");
  }
  return running(random, clock, row, payments, pay, period);
}

/** The present state of a subscription that has not ended: most are well, some could not be charged. */
function running(
  random: Random,
  clock: DemoClock,
  row: SubscriptionRow,
  payments: PaymentRow[],
  pay: (at: number, status: string) => void,
  period: number,
): Sold {
  const start = row.currentPeriodStart.getTime();
  const sincePeriod = clock.now - start;
  const renewed = period > 0 && row.recurringInterval === "month";
  if (renewed && sincePeriod < 25 * DAY && random.chance(sincePeriod < 12 * DAY ? 0.25 : 0.1)) {
    // The renewal was never paid: it failed, and failed again.
    const owed = payments.filter((made) => made.createdAt.getTime() < start);
    payments.splice(0, payments.length, ...owed);
    for (const day of [0, 1, 3, 7]) if (day * DAY + HOUR < sincePeriod) pay(start + day * DAY, "failed");
    row.status = sincePeriod < 12 * DAY ? "past_due" : "unpaid";
  } else if (renewed && random.chance(0.03)) {
    row.status = "paused";
    row.modifiedAt = new Date(start + Math.floor(sincePeriod * random.next()));
  } else if (random.chance(0.1)) {
    row.cancelAtPeriodEnd = true;
    row.canceledAt = new Date(start + Math.floor(Math.min(sincePeriod, row.currentPeriodEnd.getTime() - start) * random.next()));
    row.endsAt = row.currentPeriodEnd;
    row.modifiedAt = row.canceledAt;
    Object.assign(row, cancellationOf(random));
  }
  return { subscription: row, payments };
}

/** Canceled during the period that began at `from`: over at its end, or at once. */
function canceled(random: Random, row: SubscriptionRow, from: number, to: number): SubscriptionRow {
  const canceledAt = from + Math.floor((to - from) * random.next());
  const endedAt = random.chance(0.1) ? canceledAt : to;
  return {
    ...row,
    ...cancellationOf(random),
    status: "canceled",
    currentPeriodStart: new Date(from),
    currentPeriodEnd: new Date(to),
    cancelAtPeriodEnd: endedAt === to,
    canceledAt: new Date(canceledAt),
    endsAt: new Date(endedAt),
    endedAt: new Date(endedAt),
    modifiedAt: new Date(endedAt),
  };
}

/** The first payment never went through. After a day Polar gives up. */
const unfinished = (row: SubscriptionRow, at: number, expired: boolean): SubscriptionRow => ({
  ...row,
  status: expired ? "incomplete_expired" : "incomplete",
  ...(expired && { endedAt: new Date(at + DAY) }),
});
