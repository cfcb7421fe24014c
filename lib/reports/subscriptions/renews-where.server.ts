import { and, eq, gt, isNull, or, type SQL } from "drizzle-orm";
import { subscription } from "../../db/schema.ts";
import type { DayRange } from "../../list/filters.ts";
import { within } from "../../list/range.server.ts";
import { runsAt } from "../../subscriptions/mrr.server.ts";

/** Renews in the days: active, runs now, its period ends then, and it is not to end with it. */
export function renewsWhere(range: DayRange, now: Date): SQL {
  const { status, cancelAtPeriodEnd, currentPeriodEnd, endsAt } = subscription;
  return and(
    eq(status, "active"),
    runsAt(now).running,
    eq(cancelAtPeriodEnd, false),
    or(isNull(endsAt), gt(endsAt, currentPeriodEnd)),
    within(currentPeriodEnd, range),
  )!;
}
