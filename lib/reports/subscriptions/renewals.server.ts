import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";
import { addDays, dayOf, startOfDay } from "../../list/day.ts";
import type { FilterValues } from "../../list/list-spec.ts";
import { placeAmong } from "../../list/range.server.ts";
import type { subscriptionList } from "../../subscriptions/subscription.ts";
import { subscriptionWhere } from "../../subscriptions/subscription-where.server.ts";
import { renewsWhere } from "./renews-where.server.ts";
import { cancelsInstead, pastDueInstead, trialsEnding } from "./report-links.ts";

/** How far ahead renewals are told, today included. */
export const RENEWAL_DAYS = 30;

/** What renews on one day in one currency. */
export interface RenewalsOf {
  day: string;
  currency: string;
  subscriptions: number;
  /** Minor units, as one interval costs. */
  amount: number;
}

/** What renews from today on, by day and currency, days in order; days without any are left out. */
export async function renewals(db: Db, now: Date, zone: string) {
  const days = renewalDays(now, zone);
  const bounds = Array.from({ length: RENEWAL_DAYS }, (_, place) => startOfDay(addDays(days.from, place), zone));
  const rows = await db
    .select({
      place: placeAmong(subscription.currentPeriodEnd, bounds),
      currency: subscription.currency,
      subscriptions: sql<number>`count(*)::int`,
      amount: sql<number>`sum(${subscription.amount})::float8`,
    })
    .from(subscription)
    .where(renewsWhere(days, now))
    .groupBy(sql`1`, subscription.currency)
    .orderBy(sql`1`, subscription.currency);
  return { days, rows: rows.map(({ place, ...row }): RenewalsOf => ({ day: addDays(days.from, Number(place) - 1), ...row })) };
}

export function renewalDays(now: Date, zone: string): { from: string; to: string } {
  const from = dayOf(now, zone);
  return { from, to: addDays(from, RENEWAL_DAYS - 1) };
}

/** What does not renew although its period ends in these days, by why. Each is what the list behind its link counts. */
export async function notRenewing(db: Db, days: { from: string; to: string }, now: Date) {
  const counted = (filters: FilterValues<typeof subscriptionList.filters>): SQL =>
    sql`count(*) filter (where ${subscriptionWhere({ q: "", filters }, now)})::int`;
  const { rows } = await db.execute<{ cancels: number; trials: number; past_due: number }>(sql`
    select ${counted(cancelsInstead(days))} as cancels, ${counted(trialsEnding(days))} as trials, ${counted(pastDueInstead(days))} as past_due
    from ${subscription} where ${subscriptionWhere({ q: "", filters: { periodEnd: days } }, now)}`);
  const [row] = rows;
  return { cancels: row?.cancels ?? 0, trials: row?.trials ?? 0, pastDue: row?.past_due ?? 0 };
}
