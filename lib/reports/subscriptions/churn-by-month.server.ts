import { and, gte, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";
import { placeAmong } from "../../list/range.server.ts";
import { addMonths, monthsBetween, startOfMonth } from "./month.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";
import { begun, placesBefore } from "./running.server.ts";

/** A month's churn in subscriptions: `ended` ÷ `running`. */
export interface ChurnMonth {
  month: string;
  /** At its start. */
  running: number;
  /** Ended in it, whether they ran at its start or not. */
  ended: number;
  /** Those of them that had started in it too. */
  endedAtOnce: number;
}

/**
 * How many subscriptions ran at each month's start and ended in it, of all currencies. What is not over yet is counted as far as it is.
 * Every subscription is looked at once: it is counted by the months in which it started and ended, which the months are then read from.
 */
export async function churnByMonth(db: Db, { from, to }: SubscriptionReportQuery, zone: string): Promise<ChurnMonth[]> {
  const months = monthsBetween(from, to);
  const starts = [...months, addMonths(to, 1)].map((month) => startOfMonth(month, zone));
  const { startedAt, endedAt } = subscription;
  const rows = await db
    .select({
      startsBy: placesBefore(startedAt, starts).as("starts_by"),
      started: placeAmong(startedAt, starts).as("started"),
      endsBy: placesBefore(endedAt, starts).as("ends_by"),
      ended: placeAmong(endedAt, starts).as("ended"),
      count: sql<number>`count(*)::int`,
    })
    .from(subscription)
    .where(and(begun, or(isNull(endedAt), and(lt(startedAt, endedAt), gte(endedAt, starts[0]!))), lt(startedAt, starts.at(-1)!)))
    .groupBy(sql`1, 2, 3, 4`);
  return months.map((month, place) => {
    const count = (which: (row: (typeof rows)[number]) => boolean) => rows.reduce((sum, row) => sum + (which(row) ? row.count : 0), 0);
    return {
      month,
      running: count(({ startsBy, endsBy }) => startsBy <= place && (endsBy === null || place < endsBy)),
      ended: count(({ ended }) => ended === place + 1),
      endedAtOnce: count(({ started, ended }) => ended === place + 1 && started === place + 1),
    };
  });
}
