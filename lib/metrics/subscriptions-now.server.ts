import type { Db } from "../db/database.server.ts";
import type { CurrencyMrr } from "../subscriptions/mrr.server.ts";
import { mrrOf, type SubscriptionKind, subscriptionKinds } from "../subscriptions/subscription-kinds.server.ts";

/** Subscriptions at an instant. */
export interface SubscriptionsNow {
  /** How many have each status, the most frequent first; also statuses that nobody listed. */
  statuses: { status: string; count: number }[];
  /** Monthly recurring revenue by currency, never added across; in the order of their codes. */
  mrr: CurrencyMrr[];
}

/** How the subscriptions stand. */
export async function subscriptionsNow(db: Db, at: Date): Promise<SubscriptionsNow> {
  const kinds = await subscriptionKinds(db, at);
  return { statuses: statusesOf(kinds), mrr: mrrOf(kinds) };
}

function statusesOf(kinds: readonly SubscriptionKind[]): SubscriptionsNow["statuses"] {
  const counts = new Map<string, number>();
  for (const { status, count } of kinds) counts.set(status, (counts.get(status) ?? 0) + count);
  return [...counts].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1));
}
