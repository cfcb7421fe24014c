import { and, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { payment, subscription, subscriptionSnapshot } from "../db/schema.ts";
import { startOfMonth } from "../reports/subscriptions/month.ts";
import { MINUTE } from "./clock.ts";
import { type Product, plans } from "./products.ts";

/** What each plan is known by in a payment of its price. */
const planOf = new Map<string, string>(
  Object.values<Product>(plans).flatMap(({ id, interval, prices }) =>
    Object.entries(prices).map(([currency, price]) => [`${interval} ${currency} ${price}`, id] as const),
  ),
);

/**
 * The snapshots that would have been taken a minute after the start of each of the months, had the dashboard run then. What the rows say now is not
 * what they said: the plan and its price are those of the last payment before, which the generated money follows.
 */
export async function keepPastSnapshots(tx: Db, months: readonly string[], now: Date, zone: string): Promise<void> {
  const { id, customerId, userId, productId, currency, amount, recurringInterval, startedAt, endedAt } = subscription;
  for (const month of months) {
    const at = new Date(startOfMonth(month, zone).getTime() + MINUTE);
    if (at > now) continue;
    const paid = sql<number | null>`(
      select p.total_amount from ${payment} p
      where p.subscription_id = "subscription".id and p.status = 'succeeded' and p.created_at < ${at.toISOString()}::timestamp
      order by p.created_at desc, p.id desc limit 1)`;
    const rows = await tx
      .select({ subscriptionId: id, customerId, userId, productId, currency, amount, recurringInterval, paid })
      .from(subscription)
      .where(
        and(
          lt(startedAt, at),
          or(isNull(endedAt), gt(endedAt, at)),
          or(
            inArray(subscription.status, ["active", "past_due", "canceled"]),
            // Their present period was never paid.
            and(inArray(subscription.status, ["unpaid", "paused"]), gt(subscription.currentPeriodStart, at)),
          ),
          // On trial nothing has been paid yet, and nothing bills.
          sql`(${amount} = 0 or ${paid} is not null)`,
        ),
      );
    const kept = rows.map(({ paid, ...row }) => {
      const planThen = paid === null ? undefined : planOf.get(`${row.recurringInterval} ${row.currency} ${paid}`);
      return { ...row, ...(planThen && paid !== null && { productId: planThen, amount: paid }), month, takenAt: at, status: "active" };
    });
    if (kept.length > 0) await tx.insert(subscriptionSnapshot).values(kept);
  }
}
