import type { Db } from "../../db/database.server.ts";
import { listSnapshots } from "../snapshots/list-snapshots.server.ts";
import { isInTime } from "../snapshots/snapshot.ts";
import { boundariesOf } from "./billing-states.server.ts";
import { subscriptionsByStatusAndCurrency } from "./by-status.server.ts";
import { cancellationsByReason } from "./cancellations.server.ts";
import { churnByMonth } from "./churn-by-month.server.ts";
import { cohorts } from "./cohorts.server.ts";
import { mrrByMonth } from "./mrr-by-month.server.ts";
import { notRenewing, renewalDays, renewals } from "./renewals.server.ts";
import type { SubscriptionReportQuery } from "./report-query.ts";

export type SubscriptionReport = Awaited<ReturnType<typeof getSubscriptionReport>>;

/**
 * What a number at an instant rests on: the table as it is now, a snapshot of then, or (the others) the dates and our own record: because
 * the month's snapshot was taken too late, because there is none although there was one before, or because none was kept yet.
 */
export interface Source {
  kind: "now" | "snapshot" | "late" | "missing" | "before";
  /** When the month's snapshot was taken; null where there is none. */
  takenAt: string | null;
}

/** Everything that the page of subscriptions shows. Eight queries, side by side. */
export async function getSubscriptionReport(db: Db, query: SubscriptionReportQuery, now: Date, zone: string) {
  const boundaries = boundariesOf(query.from, query.to, now, zone);
  const [currencies, snapshots, churn, followed, cancellations, renewing, notRenewed, statuses] = await Promise.all([
    mrrByMonth(db, boundaries, now),
    listSnapshots(
      db,
      boundaries.flatMap(({ month }) => month ?? []),
    ),
    churnByMonth(db, query, zone),
    cohorts(db, query, now, zone),
    cancellationsByReason(db, query, now),
    renewals(db, now, zone),
    notRenewing(db, renewalDays(now, zone), now),
    subscriptionsByStatusAndCurrency(db),
  ]);
  const sources = boundaries.map(({ month, at }): Source => {
    if (month === null) return { kind: "now", takenAt: null };
    const taken = snapshots.find((snapshot) => snapshot.month === month)?.takenAt;
    if (taken) return { kind: isInTime(taken, at) ? "snapshot" : "late", takenAt: taken.toISOString() };
    const first = snapshots[0]?.month;
    return { kind: first !== undefined && first < month ? "missing" : "before", takenAt: null };
  });
  return { currencies, sources, churn, cohorts: followed, cancellations, renewals: renewing, notRenewing: notRenewed, statuses };
}
