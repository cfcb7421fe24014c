import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";
import { cohortCustomer, cohortInstant, firstSubscriptions } from "./cohort-where.server.ts";
import { addMonths, monthsBetween, startOfMonth } from "./month.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";
import { runningAt } from "./running.server.ts";

/** The customers whose first subscription started in a month, and how many of them still had one running later. */
export interface Cohort {
  month: string;
  customers: number;
  /** At the end of the month `after` months behind the cohort's own, from 0 on; only of months that are over. */
  retained: number[];
}

/**
 * The cohorts of the report's months, each followed until now, at most to the report's last month. A customer is Polar's, whichever user the
 * subscriptions are linked to. One query.
 */
export async function cohorts(db: Db, { from, to }: SubscriptionReportQuery, now: Date, zone: string): Promise<Cohort[]> {
  const months = monthsBetween(from, to);
  const rowsOf = months.map(
    (month, place) =>
      sql`(${sql.raw(String(place))}, ${startOfMonth(month, zone).toISOString()}::timestamp, ${startOfMonth(addMonths(month, 1), zone).toISOString()}::timestamp)`,
  );
  const over = months.filter((month) => cohortInstant(month, 0, zone) <= now).length;
  const { rows } = await db.execute<{ cohort: number; seen: number; customers: number }>(sql`
    with month (place, begins, ends) as (values ${sql.join(rowsOf, sql`, `)}),
    first as materialized (${firstSubscriptions}),
    cohort as materialized (
      select month.place, first.customer from month join first on first.at >= month.begins and first.at < month.ends
    )
    select place::int as cohort, -1 as seen, count(*)::int as customers from cohort group by 1
    union all
    select cohort.place::int, month.place::int, count(distinct cohort.customer)::int
    from cohort
    join ${subscription} on ${cohortCustomer} = cohort.customer
    join month on month.place >= cohort.place and month.place < ${sql.raw(String(over))} and ${runningAt(sql.raw("month.ends"))}
    group by 1, 2`);
  const count = (cohort: number, seen: number) => rows.find((row) => row.cohort === cohort && row.seen === seen)?.customers ?? 0;
  return months.map((month, place) => ({
    month,
    customers: count(place, -1),
    retained: Array.from({ length: Math.max(0, over - place) }, (_, after) => count(place, place + after)),
  }));
}
