import type { Db } from "../../../lib/db/database.server.ts";
import { payment, subscription } from "../../../lib/db/schema.ts";
import { countPayments, listPayments } from "../../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../../lib/payments/payment.ts";
import { rulesBrokenByPayment, rulesBrokenBySubscription } from "../../../lib/reports/suspicious/broken-rules.server.ts";
import { suspiciousPaymentCounts, suspiciousSubscriptionCounts } from "../../../lib/reports/suspicious/suspicious-counts.server.ts";
import { paymentRules, subscriptionRules } from "../../../lib/reports/suspicious/suspicious-rule.ts";
import { countSubscriptions, listSubscriptions } from "../../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../../lib/subscriptions/subscription.ts";
import { expect } from "../../helpers/database-test.ts";

/** By rule the ids of the rows that break it, in order; rules that nothing breaks are left out. */
export type Breakers = Record<string, string[]>;

/**
 * Which payments each rule finds: what its link lists. The list's count, the number and the newest row on the page of rules must agree, and so
 * must what a payment's own page says, of twenty of them. At most 200 rows a rule.
 */
export async function paymentBreakers(db: Db): Promise<Breakers> {
  const counts = await suspiciousPaymentCounts(db);
  const found: Breakers = {};
  for (const rule of paymentRules) {
    const query = paymentList.parse(`${paymentList.link({ suspicious: [rule] })}&size=200`);
    const { rows } = await listPayments(db, query);
    const total = { count: rows.length, exact: true };
    expect(await countPayments(db, query), rule).toEqual(total);
    expect(await countPayments(db, { ...query, exact: true }), rule).toEqual(total);
    const newest = rows[0] && { id: rows[0].id, at: rows[0].createdAt.toISOString() };
    expect(counts[rule], rule).toEqual({ count: rows.length, newest });
    if (rows.length > 0) found[rule] = rows.map((row) => row.id).sort();
  }
  for (const id of someOf(found, await db.select({ id: payment.id }).from(payment))) {
    const own = paymentRules.filter((rule) => rule !== "after-silence" && found[rule]?.includes(id));
    expect(await rulesBrokenByPayment(db, id), id).toEqual(own);
  }
  return found;
}

/** The same of subscriptions. */
export async function subscriptionBreakers(db: Db): Promise<Breakers> {
  const counts = await suspiciousSubscriptionCounts(db);
  const found: Breakers = {};
  for (const rule of subscriptionRules) {
    const query = subscriptionList.parse(`${subscriptionList.link({ suspicious: [rule] })}&size=200`);
    const { rows } = await listSubscriptions(db, query);
    expect(await countSubscriptions(db, query), rule).toEqual({ count: rows.length, exact: true });
    const newest = rows[0] && { id: rows[0].id, at: rows[0].createdAt.toISOString() };
    expect(counts[rule], rule).toEqual({ count: rows.length, newest });
    if (rows.length > 0) found[rule] = rows.map((row) => row.id).sort();
  }
  for (const id of someOf(found, await db.select({ id: subscription.id }).from(subscription))) {
    const own = subscriptionRules.filter((rule) => found[rule]?.includes(id));
    expect(await rulesBrokenBySubscription(db, id), id).toEqual(own);
  }
  return found;
}

/** Rows whose own pages are looked at: those that break a rule first, then others. */
function someOf(found: Breakers, all: readonly { id: string }[]): string[] {
  return [...new Set([...Object.values(found).flat(), ...all.map(({ id }) => id)])].slice(0, 20);
}
