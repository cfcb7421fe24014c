import type { AuditEntry, Subscription, SubscriptionSnapshot } from "../../lib/db/schema.ts";
import { addMonths, monthsBetween, startOfMonth } from "../../lib/reports/subscriptions/month.ts";

/** All that a report can be made of. */
export interface Books {
  subscriptions: readonly Subscription[];
  /** Of subscriptions, in any order. */
  audit: readonly AuditEntry[];
  snapshots: readonly SubscriptionSnapshot[];
  now: Date;
  zone: string;
}

export interface Billing {
  id: string;
  customer: string;
  currency: string;
  /** Null for an interval that cannot be brought to a month. */
  yearly: number | null;
}

const perYear: Record<string, number> = { day: 365, week: 52, month: 12, year: 1 };
const yearlyOf = (amount: number, interval: string) => (perYear[interval] === undefined ? null : amount * perYear[interval]);
const customerOf = (customerId: string, id: string) => customerId || id;

const correctionsOf = ({ audit }: Books, id: string) =>
  audit
    .filter((row) => row.subjectId === id && ["status", "amount", "currency", "recurringInterval"].some((name) => name in row.before))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));

/** One subscription at one instant, walked back from what it is now through what staff corrected; undefined where it did not bill. */
function billedAt(books: Books, row: Subscription, at: Date): Billing | undefined {
  const corrections = correctionsOf(books, row.id);
  let then = { status: row.status, amount: row.amount, currency: row.currency, recurringInterval: row.recurringInterval };
  for (const { createdAt, before } of corrections.toReversed()) if (at < createdAt) then = { ...then, ...before };
  const told = corrections.findLast(({ createdAt, after }) => createdAt <= at && "status" in after);
  if (at < row.startedAt || (row.endedAt && at >= row.endedAt)) return undefined;
  if (["canceled", "unpaid", "paused"].includes(then.status)) {
    if (told?.after.status === then.status) return undefined;
    const planned = then.status === "canceled" ? (row.endsAt ?? row.canceledAt) : null;
    const stopped = row.endedAt ?? planned ?? row.currentPeriodStart;
    if (at >= stopped || at >= books.now) return undefined;
  } else if (!["active", "past_due"].includes(then.status)) {
    return undefined;
  }
  return {
    id: row.id,
    customer: customerOf(row.customerId, row.id),
    currency: then.currency,
    yearly: yearlyOf(then.amount, then.recurringInterval),
  };
}

const snapshotOf = ({ snapshots, zone }: Books, month: string | null) =>
  snapshots.filter((row) => row.month === month && row.takenAt.getTime() < startOfMonth(row.month, zone).getTime() + 24 * 3_600_000);

/** Everything that bills at a month's start, or now (null). */
export function billingAt(books: Books, month: string | null): Billing[] {
  const kept = snapshotOf(books, month);
  if (kept.length > 0) {
    return kept.map((row) => ({
      id: row.subscriptionId,
      customer: customerOf(row.customerId, row.subscriptionId),
      currency: row.currency,
      yearly: yearlyOf(row.amount, row.recurringInterval),
    }));
  }
  const at = month === null ? books.now : startOfMonth(month, books.zone);
  return books.subscriptions.flatMap((row) => billedAt(books, row, at) ?? []);
}

/** Had the customer billed for a time that was over by the start of a month, or is it in an earlier snapshot? */
function hadBilled(books: Books, customer: string, month: string): boolean {
  const opening = startOfMonth(month, books.zone);
  if (books.snapshots.some((row) => customerOf(row.customerId, row.subscriptionId) === customer && row.month < month)) return true;
  return books.subscriptions.some((row) => {
    if (customerOf(row.customerId, row.id) !== customer) return false;
    const breaks = correctionsOf(books, row.id).map(({ createdAt }) => createdAt);
    const cuts = [row.startedAt, row.endedAt, row.endsAt, row.canceledAt, row.currentPeriodStart, books.now, ...breaks].filter(
      (at) => at !== null,
    );
    return cuts.some(
      (from) =>
        billedAt(books, row, from) &&
        [...breaks, ...cuts.filter((at) => !billedAt(books, row, at))].some((to) => to > from && to <= opening),
    );
  });
}

export interface Movement {
  id: string;
  currency: string;
  kind: string;
  opening: number;
  closing: number;
}

/** What became of each subscription from a month's start to its end (null: now), by currency; those that stayed as they were too. */
export function movementsOf(books: Books, month: string, end: string | null): Movement[] {
  const normalised = (all: Billing[]) => all.filter(({ yearly }) => yearly !== null);
  const opened = billingAt(books, month);
  const [was, became] = [normalised(opened), normalised(billingAt(books, end))];
  const same = (a: Billing) => (b: Billing) => a.id === b.id && a.currency === b.currency;
  const left = was.map((before) => {
    const after = became.find(same(before));
    const [opening, closing] = [before.yearly!, after?.yearly ?? 0];
    const kind = !after ? "churned" : closing > opening ? "expansion" : closing < opening ? "contraction" : "unchanged";
    return { id: before.id, currency: before.currency, kind, opening, closing };
  });
  const came = became
    .filter((after) => !was.some(same(after)))
    .map((after) => {
      const holds = opened.some(({ customer }) => customer === after.customer);
      const kind = !holds && hadBilled(books, after.customer, month) ? "reactivated" : "new";
      return { id: after.id, currency: after.currency, kind, opening: 0, closing: after.yearly! };
    });
  return [...left, ...came];
}

const begun = ({ status }: Subscription) => !["trialing", "incomplete", "incomplete_expired"].includes(status);
const runs = (row: Subscription, at: Date) => begun(row) && row.startedAt <= at && (!row.endedAt || row.endedAt > at);

export function churnOf({ subscriptions, zone }: Books, month: string) {
  const [from, until] = [startOfMonth(month, zone), startOfMonth(addMonths(month, 1), zone)];
  const ended = subscriptions.filter(
    (row) => begun(row) && row.endedAt && row.endedAt >= from && row.endedAt < until && row.startedAt < row.endedAt,
  );
  return {
    month,
    running: subscriptions.filter((row) => runs(row, from)).length,
    ended: ended.length,
    endedAtOnce: ended.filter((row) => row.startedAt >= from).length,
  };
}

export function cohortOf({ subscriptions, zone, now }: Books, month: string, last: string) {
  const customers = new Map<string, Subscription[]>();
  for (const row of subscriptions.filter(begun)) {
    const customer = customerOf(row.customerId, row.id);
    customers.set(customer, [...(customers.get(customer) ?? []), row]);
  }
  const [from, until] = [startOfMonth(month, zone), startOfMonth(addMonths(month, 1), zone)];
  const members = [...customers.values()].filter((rows) => {
    const first = rows.reduce((least, row) => (row.startedAt < least ? row.startedAt : least), rows[0]!.startedAt);
    return first >= from && first < until;
  });
  const ends = monthsBetween(month, last)
    .map((seen) => startOfMonth(addMonths(seen, 1), zone))
    .filter((end) => end <= now);
  return {
    month,
    customers: members.length,
    retained: ends.map((end) => members.filter((rows) => rows.some((row) => runs(row, end))).length),
  };
}
