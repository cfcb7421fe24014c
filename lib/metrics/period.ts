import { addDays, dayOf, instantsOf } from "../list/day.ts";
import { dayCount, type OverviewRange } from "./overview-range.ts";

/** One point of a chart: some days of the reporting zone, or as much of them as is compared. */
export interface Bucket {
  /** Its first and its last day. */
  readonly day: string;
  readonly lastDay: string;
  /** What a list is filtered by to hold exactly the rows of this point. */
  readonly range: Span;
  /** `from` counts, `until` does not. */
  readonly from: Date;
  readonly until: Date;
}

export interface Period {
  readonly day: string;
  readonly lastDay: string;
  readonly range: Span;
  readonly from: Date;
  readonly until: Date;
  /** Without gap, oldest first. */
  readonly buckets: readonly Bucket[];
}

/** What the overview shows, and what it is compared with: bucket by bucket. */
export interface Periods {
  readonly current: Period;
  readonly previous: Period;
  /** Today is the last day of the current period, so its last bucket is not over. */
  readonly unfinished: boolean;
}

/** Longer ranges are drawn by the month. */
const MOST_DAYS_BY_DAY = 92;

/**
 * The period that a range means now, and the one before it.
 *
 * The current period is whole days, today in full, as a list filtered by these days has them. The previous period has as many days (or
 * months) just before. While today is not over, the previous period ends after as much time as has passed in the current one, to the
 * millisecond, so that a morning is never compared with a whole day; it never reaches into the current one, where clocks were put forward.
 */
export function periodsOf(range: OverviewRange, now: Date, zone: string): Periods {
  const today = dayOf(now, zone);
  const { from: day, to: lastDay, shift } = daysOf(range, today);
  const byMonth = dayCount({ from: day, to: lastDay }) > MOST_DAYS_BY_DAY;
  const spans = byMonth ? monthsBetween(day, lastDay) : daysBetween(day, lastDay);
  const unfinished = lastDay >= today;

  const current = period(spans.map((span) => bucket(span, span, zone)));
  const before = spans.map(({ from, to }) => ({ from: shift(from), to: addDays(shift(addDays(to, 1)), -1) }));
  const [start, end] = [instantsOf({ from: before[0]!.from }, zone).from!, current.from];
  const elapsed = new Date(Math.min(start.getTime() + (now.getTime() - current.from.getTime()), end.getTime()));
  return {
    current,
    previous: period(
      unfinished
        ? before.map((span, index) =>
            index === before.length - 1 ? lastBucket(span, elapsed, zone) : bucket(span, cut(span, elapsed, zone), zone),
          )
        : before.map((span) => bucket(span, span, zone)),
    ),
    unfinished,
  };
}

/** Two days, or a day and an instant. */
interface Span {
  readonly from: string;
  readonly to: string;
}

/** First and last day of a range, and how its days are moved to the range before. */
function daysOf(range: OverviewRange, today: string): Span & { shift: (day: string) => string } {
  if (range.kind === "12m") return { from: addMonths(`${today.slice(0, 7)}-01`, -11), to: today, shift: (day) => addMonths(day, -12) };
  const { from, to } = range.kind === "custom" ? range : { from: addDays(today, 1 - Number(range.kind)), to: today };
  const days = dayCount({ from, to });
  return { from, to, shift: (day) => addDays(day, -days) };
}

function period(buckets: readonly Bucket[]): Period {
  const [first, last] = [buckets[0]!, buckets.at(-1)!];
  return {
    day: first.day,
    lastDay: last.lastDay,
    range: { from: first.range.from, to: last.range.to },
    from: first.from,
    until: last.until,
    buckets,
  };
}

function bucket(days: Span, range: Span, zone: string): Bucket {
  const { from, until } = instantsOf(range, zone);
  return { day: days.from, lastDay: days.to, range, from: from!, until: until! };
}

/** What remains until an instant, which lies a day behind the span where the current year has a leap day and the one before had none. */
function lastBucket(span: Span, at: Date, zone: string): Bucket {
  const lastDay = dayOf(new Date(at.getTime() - 1), zone);
  const from = instantsOf(span, zone).from! <= at ? span.from : at.toISOString();
  return bucket({ from: span.from, to: lastDay < span.from ? span.from : lastDay }, { from, to: at.toISOString() }, zone);
}

/** Days, ended at an instant that may lie before their end, or before their beginning: then nothing of them is left. */
function cut(span: Span, at: Date, zone: string): Span {
  const { from, until } = instantsOf(span, zone);
  if (until! <= at) return span;
  return { from: from! <= at ? span.from : at.toISOString(), to: at.toISOString() };
}

function daysBetween(from: string, to: string): Span[] {
  return Array.from({ length: dayCount({ from, to }) }, (_, index) => addDays(from, index)).map((day) => ({ from: day, to: day }));
}

/** Calendar months; the first and the last may be cut short by the range. */
function monthsBetween(from: string, to: string): Span[] {
  const spans: Span[] = [];
  for (let start = from; start <= to; ) {
    const next = addMonths(`${start.slice(0, 7)}-01`, 1);
    spans.push({ from: start, to: next <= to ? addDays(next, -1) : to });
    start = next;
  }
  return spans;
}

/** The same day of the month some months on or back; the last of the month where that has fewer days. */
function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return `${first.toISOString().slice(0, 8)}${String(Math.min(date, days)).padStart(2, "0")}`;
}
