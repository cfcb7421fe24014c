import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { rollupSeries } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { addDays, dayOf } from "../../lib/list/day.ts";
import { periodsOf } from "../../lib/metrics/period.ts";
import { bucketsOf } from "../../lib/metrics/trend.ts";
import { allTime } from "../../lib/rollups/all-time.ts";
import { bucketOfDays } from "../../lib/rollups/range-buckets.ts";
import { readActiveUsers } from "../../lib/rollups/read-active-users.server.ts";
import { readRollup } from "../../lib/rollups/read-rollup.server.ts";
import { activeByHand, addedUp, asAdded, readProductRows } from "./added-up-by-hand.ts";

/** Holds every series against the rows: all time, and the days and months before `now`; and the users who were active. */
export async function expectExactReads(db: Db, now: Date, said: string): Promise<void> {
  const zone = env().reportingTimeZone;
  const rows = await readProductRows(db);
  const today = dayOf(now, zone);
  const days = periodsOf({ kind: "custom", from: addDays(today, -40), to: addDays(today, -2) }, now, zone);
  const months = periodsOf({ kind: "12m" }, now, zone);
  const withinMonths = bucketOfDays({ from: addDays(today, -75), to: addDays(today, -5) }, zone);
  for (const buckets of [allTime(now, zone), [withinMonths], bucketsOf(days), bucketsOf(months)]) {
    expect(asAdded(await readRollup(db, rollupSeries, buckets)), said).toEqual(addedUp(rows, buckets));
  }
  for (const periods of [days, months]) {
    const buckets = bucketsOf(periods).map((bucket, place) => ({ ...bucket, period: place < periods.previous.buckets.length ? 0 : 1 }));
    expect(await readActiveUsers(db, buckets), said).toEqual(activeByHand(rows, buckets));
  }
}
