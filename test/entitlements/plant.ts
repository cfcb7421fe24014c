import type { Db } from "../../lib/db/database.server.ts";
import { type Payment, payment, type Subscription, subscription, type User } from "../../lib/db/schema.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";

/** The instant that everything is judged at. */
export const now = new Date("2026-06-15T12:00:00Z");
const DAY = 86_400_000;

/** So many days after `now`, or before it. */
export const day = (count: number) => new Date(now.getTime() + count * DAY);

/** A monthly subscription in its second period, which began 10 days ago. */
const monthly = {
  status: "active",
  startedAt: day(-41),
  createdAt: day(-41),
  currentPeriodStart: day(-10),
  currentPeriodEnd: day(20),
} satisfies Partial<typeof subscription.$inferInsert>;

export interface Planted {
  subscription?: Partial<typeof subscription.$inferInsert>;
  payments?: Partial<typeof payment.$inferInsert>[];
}

/** Takes every subscription and payment away, so that what is planted is all there is. */
export async function clearMoney(db: Db): Promise<void> {
  await db.delete(payment);
  await db.delete(subscription);
}

/** A user with these subscriptions, each with its payments; one that is not said otherwise is active, monthly and in its period. */
export async function plant(
  db: Db,
  subscriptions: readonly Planted[],
): Promise<{ user: User; subscriptions: Subscription[]; payments: Payment[] }> {
  const user = await makeUser(db);
  const made = { user, subscriptions: [] as Subscription[], payments: [] as Payment[] };
  for (const { subscription, payments = [] } of subscriptions) {
    const sold = await makeSubscription(db, { ...monthly, userId: user.id, ...subscription });
    made.subscriptions.push(sold);
    for (const paid of payments) made.payments.push(await makePayment(db, { userId: user.id, subscriptionId: sold.id, ...paid }));
  }
  return made;
}

/** A refund as Dodo Payments writes it; of all 20.00 USD unless told otherwise. */
export const refund = (amount = 2000, status = "succeeded") => ({
  refund_id: "ref_1",
  created_at: day(-1).toISOString(),
  is_partial: amount < 2000,
  status,
  amount,
  currency: "USD",
});

export const lostDispute = {
  dispute_id: "dp_1",
  created_at: day(-1).toISOString(),
  dispute_status: "dispute_lost",
  amount: "2000",
  currency: "USD",
};
