import { addMonths, DAY, type DemoClock, HOUR, MINUTE } from "./clock.ts";
import { makePayment, type PaymentRow } from "./payments.ts";
import { type PlanName, periodStart, plans } from "./products.ts";
import type { Random } from "./random.ts";
import { makeRefund } from "./refunds.ts";
import { cancellationOf, type Sold, type SubscriptionRow, subscriptionRow } from "./subscriptions.ts";
import type { DemoUser } from "./users.ts";

/**
 * Subscriptions that are there however small the database is: one in each status, and those in which money and access do not agree.
 *
 * @param take gives a user without a subscription who had joined by then (milliseconds)
 */
export function makeOddSubscriptions(random: Random, clock: DemoClock, take: (since: number) => DemoUser, power: DemoUser): Sold[] {
  const { now } = clock;
  const ago = (days: number) => new Date(now - days * DAY);
  const ahead = (days: number) => ago(-days);

  /** In its last period of `periods`, which began `days` days ago; each one paid, unless `paid` says otherwise. */
  const sold = (
    plan: PlanName,
    days: number,
    periods: number,
    change: Partial<SubscriptionRow> = {},
    paid = periods,
    who?: DemoUser,
  ): Sold => {
    const product = plans[plan];
    const startedAt =
      product.interval === "day" || product.interval === "week"
        ? periodStart(product, now - days * DAY, 1 - periods)
        : addMonths(now - days * DAY, (1 - periods) * monthsOf(plan));
    const user = who ?? take(startedAt);
    const row = { ...subscriptionRow(random, user, product, startedAt, periods - 1), ...change };
    const payments = Array.from({ length: paid }, (_, i) =>
      makePayment(random, clock, {
        user,
        product,
        at: periodStart(product, startedAt, i) + 2 * MINUTE,
        subscriptionId: row.id,
        amount: row.amount,
        currency: row.currency,
      }),
    );
    return { subscription: row, payments };
  };
  const trialing = (endsIn: number): Partial<SubscriptionRow> => ({
    status: "trialing",
    currentPeriodStart: ago(7 - endsIn),
    currentPeriodEnd: ahead(endsIn),
    modifiedAt: null,
  });
  const ended = (days: number, change: Partial<SubscriptionRow> = {}): Partial<SubscriptionRow> => ({
    ...cancellationOf(random),
    status: "canceled",
    cancelAtPeriodEnd: true,
    canceledAt: ago(days + 9),
    currentPeriodEnd: ago(days),
    endsAt: ago(days),
    endedAt: ago(days),
    modifiedAt: ago(days),
    ...change,
  });
  const withPayments = (one: Sold, change: (payments: PaymentRow[]) => PaymentRow[]): Sold => ({ ...one, payments: change(one.payments) });
  const twice = take(now - 210 * DAY);
  // Named so that the same one can be billed again after it ended.
  const renewedAfterEnd = sold("monthly", 20, 5, {
    status: "canceled",
    cancelAtPeriodEnd: true,
    canceledAt: ago(70),
    endsAt: ago(50),
    endedAt: ago(50),
  });
  const paidAfterEnd = sold("monthly", 52, 3, ended(21));

  return [
    // One in each status, and one in a status that Polar does not publish.
    sold("monthly", 5, 1, trialing(2), 0),
    sold("yearly", 100, 1),
    withPayments(sold("monthly", 4, 3, { status: "past_due" }, 2), (payments) => [...payments, ...failing(random, clock, payments, 4)]),
    withPayments(sold("monthly", 19, 4, { status: "unpaid" }, 3), (payments) => [...payments, ...failing(random, clock, payments, 19)]),
    sold("weekly", 3, 4, { status: "paused" }),
    sold("monthly", 0.1, 1, { status: "incomplete", modifiedAt: null }, 0),
    sold("monthly", 12, 1, { status: "incomplete_expired", endedAt: ago(11) }, 0),
    sold(
      "max",
      71,
      6,
      ended(40, { customerCancellationReason: "low_quality", customerCancellationComment: "Flight search kept failing." }),
    ),
    sold("monthly", 9, 2, { status: "on_hold" }),
    // Intervals: a day, and one that cannot be normalised to a month.
    sold("daily", 0.4, 3),
    sold("quarterly", 31, 3),
    sold("quarterly", 64, 1, { recurringInterval: "quarter", currency: "USD", amount: 9900 }),
    // Cancels at the end of its period.
    sold("monthly", 8, 7, {
      cancelAtPeriodEnd: true,
      canceledAt: ago(3),
      customerCancellationReason: "too_expensive",
      customerCancellationComment: "See you next year.",
    }),
    // Trials past their end.
    sold("monthly", 10, 1, trialing(-3), 0),
    sold("max", 48, 1, trialing(-41), 0),
    // Active though the period has ended.
    sold("monthly", 44, 2, { currentPeriodEnd: ago(14) }),
    sold("yearly", 371, 1, { currentPeriodEnd: ago(6) }),
    // Active, and nothing was paid for this period.
    sold("monthly", 13, 4, {}, 3),
    sold("yearly", 40, 1, {}, 0),
    // Two that run at once, for one user; the third has ended long ago and is no matter.
    sold("monthly", 15, 3, {}, 3, twice),
    sold("max", 6, 2, {}, 2, twice),
    sold("weekly", 200, 2, ended(193), 2, twice),
    // Canceled, yet renewed and paid again.
    renewedAfterEnd,
    // Paid, but expired.
    withPayments(paidAfterEnd, (payments) => [...payments, { ...again(random, payments), createdAt: ago(5), updatedAt: ago(5) }]),
    // Refunded in full, yet active.
    withPayments(sold("yearly", 60, 1), ([first]) => [{ ...first!, refunds: [makeRefund(random, clock, first!, "succeeded", undefined)] }]),
    withPayments(sold("monthly", 7, 1), ([first]) => [{ ...first!, refunds: [makeRefund(random, clock, first!, "succeeded", undefined)] }]),
    // Paid something else than the subscription costs, and no discount explains it.
    withPayments(sold("monthly", 11, 3, { discountId: null }), (payments) =>
      payments.map((made, i) => (i === 2 ? { ...made, discountId: null, totalAmount: Math.round(made.totalAmount * 0.8) } : made)),
    ),
    withPayments(sold("max", 17, 2, { discountId: null }), (payments) =>
      payments.map((made, i) => (i === 1 ? { ...made, discountId: null, totalAmount: plans.monthly.prices[made.currency] ?? 1500 } : made)),
    ),
    // A gift that costs nothing, and texts that should be JSON.
    sold("yearly", 150, 1, { amount: 0, discountId: "dsc_PRESS100" }),
    sold("monthly", 21, 2, { metadata: "not json {", customFieldData: "[1," }),
    ...["USD", "EUR", "GBP", "INR", "JPY", "KWD"].map((currency, i) =>
      sold("monthly", 3 + i, 2, { currency, amount: plans.monthly.prices[currency] }),
    ),
    // Without a user. Their payments are linked, or name the user's e-mail, or the metadata names the user; for the last two nothing does.
    withoutUser(sold("monthly", 4, 3), "linked payments"),
    withoutUser(sold("yearly", 90, 1), "e-mail"),
    withoutUser(sold("max", 25, 2), "metadata"),
    withoutUser(sold("weekly", 2, 5), "nothing"),
    withoutUser(sold("monthly", 95, 2, ended(65)), "nothing"),
    ...powerSubscriptions(sold, ended, power),
    // The plan was changed: up, down, and both in turn. What was paid before says what it cost then.
    withPayments(sold("max", 9, 7, { discountId: null }), (payments) => pricedBefore(payments, 4, "monthly")),
    withPayments(sold("max", 13, 5, { discountId: null }), (payments) => pricedBefore(payments, 3, "monthly")),
    withPayments(sold("monthly", 16, 8, { discountId: null }), (payments) => pricedBefore(payments, 6, "max")),
    withPayments(sold("monthly", 22, 6, { discountId: null }), (payments) => pricedBefore(pricedBefore(payments, 5, "max"), 2, "monthly")),
    // One of its payments has lost its user, and names nobody else: only the subscription tells whose it is.
    withPayments(sold("monthly", 14, 4), (payments) =>
      payments.map((made, i) => (i === 2 ? { ...made, userId: null, customer: null, billing: null, metadata: {} } : made)),
    ),
  ];
}

/** What the one with a lot of everything has had: two that ended, one that runs, and a second one beside it. */
const powerSubscriptions = (
  sold: (plan: PlanName, days: number, periods: number, change?: Partial<SubscriptionRow>, paid?: number, user?: DemoUser) => Sold,
  ended: (days: number) => Partial<SubscriptionRow>,
  power: DemoUser,
): Sold[] => [
  sold("weekly", 690, 3, ended(683), 3, power),
  sold("monthly", 400, 9, ended(370), 9, power),
  sold("yearly", 300, 1, {}, 1, power),
  sold("max", 18, 8, {}, 8, power),
];

function withoutUser({ subscription, payments }: Sold, evidence: "linked payments" | "e-mail" | "metadata" | "nothing"): Sold {
  const unknown = {
    customer_id: subscription.customerId,
    email: `${subscription.id.slice(4, 10).toLowerCase()}@example.org`,
    name: "N. N.",
  };
  return {
    subscription: {
      ...subscription,
      userId: null,
      customerId: evidence === "nothing" || evidence === "metadata" ? `cus_${subscription.id.slice(4)}` : subscription.customerId,
      metadata: evidence === "metadata" ? subscription.metadata : "{}",
    },
    payments: payments.map((made) => ({
      ...made,
      ...(evidence !== "linked payments" && { userId: null }),
      ...((evidence === "metadata" || evidence === "nothing") && {
        customer: { ...unknown, customer_id: `cus_${subscription.id.slice(4)}` },
      }),
    })),
  };
}

/** The first `count` payments, at the price of the plan that it was then. */
const pricedBefore = (payments: readonly PaymentRow[], count: number, plan: PlanName): PaymentRow[] =>
  payments.map((made, i) => {
    if (i >= count) return made;
    const totalAmount = plans[plan].prices[made.currency] ?? made.totalAmount;
    const scaled = (amount: number | null | undefined) => (amount == null ? amount : Math.round((amount * totalAmount) / made.totalAmount));
    return {
      ...made,
      totalAmount,
      tax: scaled(made.tax),
      settlementAmount: scaled(made.settlementAmount),
      settlementTax: scaled(made.settlementTax),
    };
  });

const monthsOf = (plan: PlanName) => ({ yearly: 12, quarterly: 3 })[plan as string] ?? 1;

/** The same charge once more, under an id of its own. */
const again = (random: Random, payments: readonly PaymentRow[]): PaymentRow => ({ ...payments.at(-1)!, id: `pay_${random.id(20)}` });

/** Charges that did not go through: one when the period began `days` ago, and one a day later. */
const failing = (random: Random, clock: DemoClock, payments: readonly PaymentRow[], days: number): PaymentRow[] =>
  [0, 1].map((later) => ({
    ...again(random, payments),
    createdAt: new Date(clock.now - (days - later) * DAY + HOUR),
    updatedAt: null,
    status: "failed",
    errorCode: "INSUFFICIENT_FUNDS",
    errorMessage: "The card has insufficient funds to complete the purchase.",
    settlementAmount: null,
    settlementCurrency: null,
    settlementTax: null,
  }));
