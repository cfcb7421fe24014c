import { and, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { subscription } from "../../db/schema.ts";
import { env } from "../../env.server.ts";
import type { FilterValues } from "../../list/list-spec.ts";
import { within } from "../../list/range.server.ts";
import { cohortWhere } from "./cohort-where.server.ts";
import { addMonths, startOfMonth } from "./month.ts";
import { renewsWhere } from "./renews-where.server.ts";
import type { reportFilters } from "./report-filters.ts";
import { NO_REASON } from "./report-rows.ts";
import { rowsBehind } from "./rows-behind.server.ts";
import { endedBetween, instant, runningAt } from "./running.server.ts";

/** The condition of the filters by which the report links to the rows behind its numbers; part of the list's own condition. */
export function reportWhere(filters: FilterValues<typeof reportFilters>, now: Date): SQL | undefined {
  const { report, cohort, runningAt: running, endedIn, startedIn, canceledAt, reason, renews, endKnown, cancellationKnown } = filters;
  const zone = env().reportingTimeZone;
  const start = (month: string) => instant(startOfMonth(month, zone));
  return and(
    // As an array, which is made once; as a subquery the planner may ask it anew for every row of the list's order.
    report && sql`${subscription.id} = any(array(select behind.id from (${rowsBehind(report, now, zone)}) as behind))`,
    cohort && cohortWhere(cohort, zone),
    running === undefined ? undefined : runningAt(start(running)),
    endedIn === undefined ? undefined : endedBetween(start(endedIn), start(addMonths(endedIn, 1))),
    within(subscription.startedAt, startedIn),
    within(subscription.canceledAt, canceledAt),
    reason && reasonWhere(reason),
    renews && renewsWhere(renews, now),
    endKnown === undefined ? undefined : endKnown ? isNotNull(subscription.endedAt) : isNull(subscription.endedAt),
    cancellationKnown === undefined ? undefined : cancellationKnown ? isNotNull(subscription.canceledAt) : isNull(subscription.canceledAt),
  );
}

/** What a cancellation is counted under: its reason, `NO_REASON` where none was given. */
export const cancellationReason: SQL<string> = sql<string>`coalesce(nullif(${subscription.customerCancellationReason}, ''), ${sql.raw(`'${NO_REASON}'`)})`;

function reasonWhere(reasons: readonly string[]): SQL {
  const list = sql.join(
    reasons.map((reason) => sql`${reason}`),
    sql`, `,
  );
  return sql`${cancellationReason} in (${list})`;
}
