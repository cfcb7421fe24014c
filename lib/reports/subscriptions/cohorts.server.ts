import { and, lt, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";
import { placeAmong } from "../../list/range.server.ts";
import { cohortCustomer, cohortInstant } from "./cohort-where.server.ts";
import { addMonths, monthsBetween, startOfMonth } from "./month.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";
import { begun, placesBefore } from "./running.server.ts";

/** The customers whose first subscription started in a month, and how many of them still had one running later. */
export interface Cohort {
  month: string;
  customers: number;
  /** At the end of the month `after` months behind the cohort's own, from 0 on; only of months that are over. */
  retained: number[];
}

/**
 * The cohorts of the report's months, each followed until now, at most to the report's last month. A customer is Polar's, whichever user the
 * subscriptions are linked to. One query, in which every subscription is looked at once: at which months' starts a customer had any running
 * is a number of as many bits, of which `MAX_MONTHS` leaves fewer than a double holds.
 */
export async function cohorts(db: Db, { from, to }: SubscriptionReportQuery, now: Date, zone: string): Promise<Cohort[]> {
  const months = monthsBetween(from, to);
  const starts = [...months, addMonths(to, 1)].map((month) => startOfMonth(month, zone));
  const over = months.filter((month) => cohortInstant(month, 0, zone) <= now).length;
  const { startedAt, endedAt } = subscription;
  const [first, end] = [
    placesBefore(startedAt, starts),
    sql`coalesce(${placesBefore(endedAt, starts)}, ${sql.raw(String(starts.length))})`,
  ];
  const customer = db
    .select({
      cohort: sql<number>`${placeAmong(sql`min(${startedAt})`, starts)}`.as("cohort"),
      // Bits from the first place on, less those from the end on; none for what ends before it starts.
      running: sql<number>`bit_or((1::bigint << greatest(${first}, ${end})) - (1::bigint << ${first}))`.as("running"),
    })
    .from(subscription)
    .where(and(begun, lt(startedAt, starts.at(-1)!)))
    .groupBy(cohortCustomer)
    .as("customer");
  const rows = await db
    .select({ cohort: customer.cohort, running: sql<number>`${customer.running}::float8`, customers: sql<number>`count(*)::int` })
    .from(customer)
    .where(sql`${customer.cohort} > 0`)
    .groupBy(customer.cohort, customer.running);
  const count = (which: (row: (typeof rows)[number]) => boolean) => rows.reduce((sum, row) => sum + (which(row) ? row.customers : 0), 0);
  return months.map((month, place) => ({
    month,
    customers: count(({ cohort }) => cohort === place + 1),
    retained: Array.from({ length: Math.max(0, over - place) }, (_, after) =>
      count(({ cohort, running }) => cohort === place + 1 && Math.floor(running / 2 ** (place + after + 1)) % 2 === 1),
    ),
  }));
}
