import { addDays, dayOf, isDay, startOfDay } from "../list/day.ts";

/** Time that is added up for itself: between two instants, which are the bounds of `range`, days or instants of the reporting zone. */
export interface RolledBucket {
  readonly from: Date;
  readonly until: Date;
  readonly range: { readonly from: string; readonly to: string };
}

/** An instant that counts and one that does not, as PostgreSQL reads them, in UTC. */
export interface InstantSpan {
  bucket: number;
  starts: string;
  ends: string;
}

/** The whole days of a bucket, from the first to the last. */
export interface DaysSpan extends InstantSpan {
  day: string;
  last: string;
}

/** What of the buckets can be read from roll-ups, and what of them is less than a day. */
export interface Pieces {
  whole: DaysSpan[];
  /** The beginning of a day in which a bucket ends. */
  cut: InstantSpan[];
}

/**
 * Takes buckets apart. A bucket begins with a day and ends with one, or at an instant of one; one that begins at an instant is read by its
 * instants alone.
 */
export function piecesOf(buckets: readonly RolledBucket[], zone: string): Pieces {
  const pieces: Pieces = { whole: [], cut: [] };
  for (const [bucket, { from, until, range }] of buckets.entries()) {
    if (from >= until) continue;
    if (!isDay(range.from)) {
      pieces.cut.push(span(bucket, from, until));
      continue;
    }
    const cutDay = isDay(range.to) ? undefined : dayOf(until, zone);
    const last = cutDay === undefined ? range.to : addDays(cutDay, -1);
    const cutFrom = cutDay === undefined ? until : startOfDay(cutDay, zone);
    if (cutFrom < until) pieces.cut.push(span(bucket, cutFrom > from ? cutFrom : from, until));
    if (last < range.from) continue;
    pieces.whole.push({ ...span(bucket, from, cutFrom), day: range.from, last });
  }
  return pieces;
}

function span(bucket: number, starts: Date, ends: Date): InstantSpan {
  return { bucket, starts: starts.toISOString(), ends: ends.toISOString() };
}
