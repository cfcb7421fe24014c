import { addDays, dayOf, startOfDay } from "../list/day.ts";
import type { RolledBucket } from "./pieces.ts";

// As far as PostgreSQL's and JavaScript's calendars both reach without a word for it.
const EARLIEST = new Date("0001-01-01T00:00:00Z");
const LATEST = new Date("9999-12-31T00:00:00Z");

/** All time before an instant, and all time from it on: two buckets. Safe in a browser. */
export function beforeAndAfter(at: Date): [RolledBucket, RolledBucket] {
  return [
    // No day before 1970 is rolled up, see the calendar; what lies there is added up from its rows.
    { from: EARLIEST, until: at, range: { from: "1970-01-01", to: at.toISOString() } },
    { from: at, until: LATEST, range: { from: at.toISOString(), to: LATEST.toISOString() } },
  ];
}

/** All time, as two buckets whose sums belong together: to the end of today, and what is dated later. */
export function allTime(now: Date, zone: string): [RolledBucket, RolledBucket] {
  const today = dayOf(now, zone);
  const [before, after] = beforeAndAfter(startOfDay(addDays(today, 1), zone));
  return [{ ...before, range: { from: before.range.from, to: today } }, after];
}
