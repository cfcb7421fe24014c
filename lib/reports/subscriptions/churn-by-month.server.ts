import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";
import { addMonths, monthsBetween, startOfMonth } from "./month.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";
import { endedBetween, runningAt } from "./running.server.ts";

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

/** How many subscriptions ran at each month's start and ended in it, of all currencies. What is not over yet is counted as far as it is. */
export async function churnByMonth(db: Db, { from, to }: SubscriptionReportQuery, zone: string): Promise<ChurnMonth[]> {
  const months = monthsBetween(from, to);
  const spans = months.map(
    (month, place) =>
      sql`(${sql.raw(String(place))}, ${startOfMonth(month, zone).toISOString()}::timestamp, ${startOfMonth(addMonths(month, 1), zone).toISOString()}::timestamp)`,
  );
  const [begins, ends] = [sql.raw("span.begins"), sql.raw("span.ends")];
  const [running, ended] = [runningAt(begins), endedBetween(begins, ends)];
  const { rows } = await db.execute<{ place: number; running: number; ended: number; ended_at_once: number }>(sql`
    select span.place::int as place, count(*) filter (where ${running})::int as running, count(*) filter (where ${ended})::int as ended,
      count(*) filter (where ${ended} and ${subscription.startedAt} >= ${begins})::int as ended_at_once
    from (values ${sql.join(spans, sql`, `)}) as span (place, begins, ends)
    join ${subscription} on ${running} or ${ended}
    group by 1`);
  return months.map((month, place) => {
    const row = rows.find((each) => each.place === place);
    return { month, running: row?.running ?? 0, ended: row?.ended ?? 0, endedAtOnce: row?.ended_at_once ?? 0 };
  });
}
