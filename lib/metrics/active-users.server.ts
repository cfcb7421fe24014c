import type { Db } from "../db/database.server.ts";
import { readActiveUsers } from "../rollups/read-active-users.server.ts";
import type { Periods } from "./period.ts";
import { bucketsOf, type Trend, trendFrom } from "./trend.ts";

/**
 * Users with at least one row of `message_usage` dated in the bucket. Somebody who is active on two days is one active user of the
 * period, so the total is counted, not added up.
 */
export async function activeUsersByDay(db: Db, periods: Periods): Promise<Trend> {
  const previous = periods.previous.buckets.length;
  const buckets = bucketsOf(periods).map((bucket, place) => ({ ...bucket, period: place < previous ? 0 : 1 }));
  const active = await readActiveUsers(db, buckets);
  return trendFrom(active.buckets, { previous: active.periods[0]!, current: active.periods[1]! }, periods);
}
