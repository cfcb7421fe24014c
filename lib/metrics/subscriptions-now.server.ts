import type { Db } from "../db/database.server.ts";
import { beforeAndAfter } from "../rollups/all-time.ts";
import { type RolledRow, readRollup } from "../rollups/read-rollup.server.ts";
import { billingStatuses, type CurrencyMrr, monthlyOf } from "../subscriptions/mrr.server.ts";

/** Subscriptions at an instant. */
export interface SubscriptionsNow {
  /** How many have each status, the most frequent first; also statuses that nobody listed. */
  statuses: { status: string; count: number }[];
  /** Monthly recurring revenue by currency, never added across; in the order of their codes. */
  mrr: CurrencyMrr[];
}

interface Kind {
  status: string;
  currency: string;
  interval: string;
  /** Of all time. */
  count: number;
  /** Of those that run at the instant. */
  running: number;
  amount: number;
}

/**
 * How the subscriptions stand: those that run are those that have started, less those that have ended, so that not one row is read that
 * is rolled up.
 */
export async function subscriptionsNow(db: Db, at: Date): Promise<SubscriptionsNow> {
  const { subscriptions_started, subscriptions_ended } = await readRollup(
    db,
    ["subscriptions_started", "subscriptions_ended"],
    // What starts or ends in the very millisecond has done so.
    beforeAndAfter(new Date(at.getTime() + 1)),
  );
  const kinds = new Map<string, Kind>();
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
  return { statuses: statusesOf([...kinds.values()]), mrr: mrrOf([...kinds.values()]) };
}

function statusesOf(kinds: readonly Kind[]): SubscriptionsNow["statuses"] {
  const counts = new Map<string, number>();
  for (const { status, count } of kinds) counts.set(status, (counts.get(status) ?? 0) + count);
  return [...counts].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1));
}

function mrrOf(kinds: readonly Kind[]): CurrencyMrr[] {
  const billing = kinds.filter(({ status, running }) => running > 0 && (billingStatuses as readonly string[]).includes(status));
  return [...new Set(billing.map(({ currency }) => currency))].sort().map((currency) => {
    const own = billing.filter((kind) => kind.currency === currency);
    return { currency, ...monthlyOf(own.map(({ interval, amount, running }) => ({ interval, amount, subscriptions: running }))) };
  });
}
