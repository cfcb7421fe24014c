import type { Db } from "../db/database.server.ts";
import { beforeAndAfter } from "../rollups/all-time.ts";
import { type RolledRow, readRollup } from "../rollups/read-rollup.server.ts";
import { billingStatuses, type CurrencyMrr, monthlyOf } from "./mrr.server.ts";

/** Subscriptions of one status, currency and interval. */
export interface SubscriptionKind {
  status: string;
  currency: string;
  interval: string;
  /** Of all time. */
  count: number;
  /** Of those that run at the instant. */
  running: number;
  /** What these are billed each time, in minor units. */
  amount: number;
}

/**
 * How the subscriptions stand at an instant: those that run are those that have started, less those that have ended, so that not one row is
 * read that is rolled up.
 */
export async function subscriptionKinds(db: Db, at: Date): Promise<SubscriptionKind[]> {
  const { subscriptions_started, subscriptions_ended } = await readRollup(
    db,
    ["subscriptions_started", "subscriptions_ended"],
    // What starts or ends in the very millisecond has done so.
    beforeAndAfter(new Date(at.getTime() + 1)),
  );
  const kinds = new Map<string, SubscriptionKind>();
  const add = ({ bucket, key, sums: [count = 0, amount = 0] }: RolledRow, sign: 1 | -1) => {
    let kind = kinds.get(key);
    if (!kind) {
      const [status, currency, interval] = JSON.parse(key) as [string, string, string];
      kind = { status, currency, interval, count: 0, running: 0, amount: 0 };
      kinds.set(key, kind);
    }
    if (sign === 1) kind.count += count;
    if (bucket > 0) return;
    kind.running += sign * count;
    kind.amount += sign * amount;
  };
  for (const row of subscriptions_started) add(row, 1);
  for (const row of subscriptions_ended) add(row, -1);
  return [...kinds.values()];
}

/** What those that bill come to a month, by currency, never added across; in the order of their codes. */
export function mrrOf(kinds: readonly SubscriptionKind[]): CurrencyMrr[] {
  const billing = kinds.filter(({ status, running }) => running > 0 && (billingStatuses as readonly string[]).includes(status));
  return [...new Set(billing.map(({ currency }) => currency))].sort().map((currency) => {
    const own = billing.filter((kind) => kind.currency === currency);
    return { currency, ...monthlyOf(own.map(({ interval, amount, running }) => ({ interval, amount, subscriptions: running }))) };
  });
}
