import { desc, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";
import { within } from "../../list/range.server.ts";
import { daysOfReport } from "./report-links.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";
import { cancellationReason } from "./report-where.server.ts";

/** Subscriptions that were canceled in the report's months, by what the customer gave as reason (`NO_REASON`: nothing). */
export interface CancellationsOf {
  reason: string;
  canceled: number;
  /** Those of them that have ended; the others run on until their period's end. */
  ended: number;
}

/** By the time of the cancellation, not of the end. Reasons that nobody listed are there as they are; the most frequent first. */
export function cancellationsByReason(db: Db, query: SubscriptionReportQuery, now: Date): Promise<CancellationsOf[]> {
  const canceled = sql<number>`count(*)::int`;
  return db
    .select({
      reason: sql<string>`${cancellationReason}`.as("reason"),
      canceled,
      ended: sql<number>`count(*) filter (where ${subscription.endedAt} <= ${now.toISOString()}::timestamp)::int`,
    })
    .from(subscription)
    .where(within(subscription.canceledAt, daysOfReport(query)))
    .groupBy(sql`1`)
    .orderBy(desc(canceled), sql`1`);
}
