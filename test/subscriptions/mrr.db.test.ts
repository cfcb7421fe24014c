import { eq, sql } from "drizzle-orm";
import { subscription } from "../../lib/db/schema.ts";
import { currencyMrr, mrrWhere } from "../../lib/subscriptions/mrr.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { subscriptionTotals } from "../../lib/subscriptions/subscription-totals.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeSubscription } from "../helpers/factories.ts";

const instant = (offset: number) => new Date(madeAt.getTime() + offset);
const all = subscriptionList.defaults;

describe("monthly recurring revenue", () => {
  test("normalises each interval to a month", async ({ db }) => {
    await makeSubscription(db, { currency: "usd", amount: 1999, recurringInterval: "month" });
    await makeSubscription(db, { currency: "eur", amount: 12_000, recurringInterval: "year" });
    await makeSubscription(db, { currency: "gbp", amount: 300, recurringInterval: "week" });
    await makeSubscription(db, { currency: "jpy", amount: 100, recurringInterval: "day" });
    expect(await subscriptionTotals(db, all)).toEqual([
      { currency: "eur", subscriptions: 1, mrr: 1000, notNormalised: 0 },
      { currency: "gbp", subscriptions: 1, mrr: 1300, notNormalised: 0 },
      { currency: "jpy", subscriptions: 1, mrr: 3042, notNormalised: 0 },
      { currency: "usd", subscriptions: 1, mrr: 1999, notNormalised: 0 },
    ]);
  });

  test("is rounded once, half up, and exact at the half", async ({ db }) => {
    // Six times 1/12 is a half; 1/12 has no end as a decimal.
    for (let n = 0; n < 6; n++) await makeSubscription(db, { currency: "usd", amount: 1, recurringInterval: "year" });
    for (let n = 0; n < 5; n++) await makeSubscription(db, { currency: "eur", amount: 1, recurringInterval: "year" });
    const [eur, usd] = await subscriptionTotals(db, all);
    expect([eur!.mrr, usd!.mrr]).toEqual([0, 1]);
  });

  test("does not overflow, neither in a row nor in a sum", async ({ db }) => {
    for (let n = 0; n < 3; n++) await makeSubscription(db, { amount: 2_147_483_647, recurringInterval: "day" });
    const [usd] = await subscriptionTotals(db, all);
    expect(usd!.mrr).toBe(Math.floor((3 * 2_147_483_647 * 365 + 6) / 12));
  });

  test("counts active and past due that have started and not ended; an odd interval is counted apart", async ({ db }) => {
    const soon = new Date(Date.now() + 3_600_000);
    await makeSubscription(db, { amount: 1 });
    await makeSubscription(db, { amount: 10, status: "past_due", endsAt: soon, cancelAtPeriodEnd: true });
    await makeSubscription(db, { amount: 100, endedAt: soon });
    await makeSubscription(db, { amount: 1_000, recurringInterval: "quarter" });
    for (const status of ["trialing", "canceled", "unpaid", "paused", "incomplete", "incomplete_expired", "new"]) {
      await makeSubscription(db, { amount: 7777, status });
    }
    await makeSubscription(db, { amount: 7777, startedAt: soon });
    await makeSubscription(db, { amount: 7777, endedAt: new Date(Date.now() - 1000) });
    expect(await subscriptionTotals(db, all)).toEqual([{ currency: "usd", subscriptions: 3, mrr: 111, notNormalised: 1 }]);
    expect(await db.$count(subscription, mrrWhere(new Date()))).toBe(3);
  });

  test("begins with the start and ends with the end, to the instant", async ({ db }) => {
    const { id } = await makeSubscription(db, { startedAt: instant(0), endedAt: instant(1000) });
    const counts = (at: Date) => db.$count(subscription, sql`${mrrWhere(at)} and ${eq(subscription.id, id)}`);
    expect(await Promise.all([-1, 0, 999, 1000].map((offset) => counts(instant(offset))))).toEqual([0, 1, 1, 0]);
  });

  test("follows the list's filter", async ({ db }) => {
    await makeSubscription(db, { amount: 1, productId: "prod_a" });
    await makeSubscription(db, { amount: 10, productId: "prod_b" });
    await makeSubscription(db, { amount: 100, productId: "prod_b", status: "canceled" });
    const of = (search: string) => subscriptionTotals(db, subscriptionList.parse(`/subscriptions?${search}`));
    expect(await of("product=prod_b")).toEqual([{ currency: "usd", subscriptions: 1, mrr: 10, notNormalised: 0 }]);
    expect(await of("status=canceled")).toEqual([]);
  });

  test("of no rows is 0, and of one that cannot be brought to a month too", async ({ db }) => {
    await makeSubscription(db, { amount: 100, recurringInterval: "quarter" });
    expect(await subscriptionTotals(db, all)).toEqual([{ currency: "usd", subscriptions: 0, mrr: 0, notNormalised: 1 }]);
    expect(await db.select({ mrr: currencyMrr.mrr }).from(subscription).where(sql`false`)).toEqual([{ mrr: 0 }]);
  });
});
