import { dayOf, instantsOf, isDay } from "../list/day.ts";
import type { DayRange } from "../list/filters.ts";
import { allTime } from "./all-time.ts";
import type { RolledBucket } from "./pieces.ts";

/** Days, both counting, as one bucket. */
export function bucketOfDays(range: Required<DayRange>, zone: string): RolledBucket {
  const { from, until } = instantsOf(range, zone);
  return { from: from!, until: until!, range };
}

/**
 * The time that a list is filtered by, all time where it is not, as buckets whose sums belong together: to the end of today, and what is dated
 * later. Undefined for one that begins within a day: no roll-up has that. Safe in a browser.
 */
export function bucketsOfRange(range: DayRange | undefined, now: Date, zone: string): RolledBucket[] | undefined {
  if (range?.from !== undefined && !isDay(range.from)) return undefined;
  const [before, after] = allTime(now, zone);
  const { from = before.from, until = after.until } = instantsOf(range ?? {}, zone);
  const [split, firstDay] = [before.until, range?.from ?? before.range.from];
  const lastDay = range?.to !== undefined && until <= split ? range.to : dayOf(now, zone);
  const rest = from > split ? from : split;
  return [
    { from, until: until < split ? until : split, range: { from: firstDay, to: lastDay } },
    { from: rest, until, range: { from: rest.toISOString(), to: until.toISOString() } },
  ].filter((bucket) => bucket.from < bucket.until);
}
