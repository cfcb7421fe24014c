import { eq } from "drizzle-orm";
import { versionOf } from "../audit/change-row.server.ts";
import type { Db } from "../db/database.server.ts";
import { payment, subscription, user } from "../db/schema.ts";
import { shownName } from "../users/shown-name.ts";

/** A payment with everything that its page shows, and who it belongs to; undefined where there is none. */
export async function getPayment(db: Db, paymentId: string) {
  const [row] = await db
    .select({ payment, user: { id: user.id, name: shownName, email: user.email }, version: versionOf(payment) })
    .from(payment)
    .leftJoin(user, eq(user.id, payment.userId))
    .where(eq(payment.id, paymentId));
  return row && { ...row.payment, user: row.user, version: row.version };
}

/** The fields of a payment that a change form begins with. */
export async function getPaymentForChange(db: Db, paymentId: string) {
  const [row] = await db
    .select({
      id: payment.id,
      status: payment.status,
      totalAmount: payment.totalAmount,
      currency: payment.currency,
      customerEmail: payment.customerEmail,
      customerName: payment.customerName,
      user: { id: user.id, name: shownName, email: user.email },
      version: versionOf(payment),
    })
    .from(payment)
    .leftJoin(user, eq(user.id, payment.userId))
    .where(eq(payment.id, paymentId));
  return row;
}

/** What a payment's subscription is of and costs, for naming the link and for comparing the amounts; undefined where the subscription is not in the database. */
export async function getPaymentSubscription(db: Db, subscriptionId: string) {
  const [row] = await db
    .select({
      id: subscription.id,
      productId: subscription.productId,
      status: subscription.status,
      amount: subscription.amount,
      currency: subscription.currency,
    })
    .from(subscription)
    .where(eq(subscription.id, subscriptionId));
  return row;
}
