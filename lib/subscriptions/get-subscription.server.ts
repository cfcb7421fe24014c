import { eq, sql } from "drizzle-orm";
import { versionOf } from "../audit/change-row.server.ts";
import type { Db } from "../db/database.server.ts";
import { subscription, user } from "../db/schema.ts";
import { shownName } from "../users/shown-name.ts";
import { mrrWhere } from "./mrr.server.ts";

const owner = { id: user.id, name: shownName, email: user.email };

/** A subscription with everything that its page shows, and who it belongs to; undefined where there is none. */
export async function getSubscription(db: Db, subscriptionId: string) {
  const [row] = await db
    .select({ subscription, user: owner, countsInMrr: sql<boolean>`${mrrWhere(new Date())}`, version: versionOf(subscription) })
    .from(subscription)
    .leftJoin(user, eq(user.id, subscription.userId))
    .where(eq(subscription.id, subscriptionId));
  return row && { ...row.subscription, user: row.user, countsInMrr: row.countsInMrr, version: row.version };
}

/** The fields of a subscription that a change form begins with. */
export async function getSubscriptionForChange(db: Db, subscriptionId: string) {
  const [row] = await db
    .select({
      id: subscription.id,
      productId: subscription.productId,
      customerId: subscription.customerId,
      status: subscription.status,
      currentPeriodStart: subscription.currentPeriodStart,
      currentPeriodEnd: subscription.currentPeriodEnd,
      cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
      endedAt: subscription.endedAt,
      user: owner,
      version: versionOf(subscription),
    })
    .from(subscription)
    .leftJoin(user, eq(user.id, subscription.userId))
    .where(eq(subscription.id, subscriptionId));
  return row;
}
