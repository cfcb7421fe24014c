import { addDays, dayOf, isDay, startOfDay } from "../list/day.ts";

/** Time that is added up for itself: between two instants, which are the bounds of `range`, days or instants of the reporting zone. */
export interface RolledBucket {
  readonly from: Date;
  readonly until: Date;
  readonly range: { readonly from: string; readonly to: string };
}

/** Whole days of one bucket that are rolled up together: a calendar month, or as much of it as the bucket has; or days, each for itself. */
export interface Piece {
  bucket: number;
  unit: "day" | "month";
  /** The first and the last of them. */
  day: string;
  last: string;
  /** The last day of that calendar month. */
  month_end: string;
}

/** An instant that counts and one that does not, as PostgreSQL reads them, in UTC. */
export interface InstantSpan {
  bucket: number;
  starts: string;
  ends: string;
}

/** What of the buckets can be read from roll-ups, and what of them is less than a day. */
export interface Pieces {
  pieces: Piece[];
  /** From the first instant of a bucket's whole days to the last. */
  whole: InstantSpan[];
  /** The beginning of a day in which a bucket ends. */
  cut: InstantSpan[];
}

/**
 * Takes buckets apart. A bucket begins with a day and ends with one, or at an instant of one; one that begins at an instant is read by its
 * instants alone.
 */
export function piecesOf(buckets: readonly RolledBucket[], zone: string): Pieces {
  const pieces: Pieces = { pieces: [], whole: [], cut: [] };
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
    pieces.whole.push(span(bucket, from, cutFrom));
    pieces.pieces.push(...monthsOf(bucket, range.from, last));
  }
  return pieces;
}

/** The months that days lie in; of one that they begin in the midst of, the days. */
function monthsOf(bucket: number, from: string, to: string): Piece[] {
  const pieces: Piece[] = [];
  for (let day = from; day <= to; ) {
    const month_end = addDays(`${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);
    const last = month_end < to ? month_end : to;
    const unit = day.endsWith("-01") && last > day ? "month" : "day";
    pieces.push({ bucket, unit, day, last, month_end });
    day = addDays(last, 1);
  }
  return pieces;
}

function span(bucket: number, starts: Date, ends: Date): InstantSpan {
  return { bucket, starts: starts.toISOString(), ends: ends.toISOString() };
}
