import { rangeLabel } from "~/components/chart/day-label";
import type { ChartPoint } from "~/components/chart/series";
import type { NumberScope } from "~/components/number-explained";
import { type OverviewRange, rangeName } from "~lib/metrics/overview-range.ts";
import type { Bucket, Periods } from "~lib/metrics/period.ts";
import type { Trend } from "~lib/metrics/trend.ts";

/** The days of a period or of a point in it, and what a list is filtered by to hold its rows. */
type Days = Pick<Bucket, "day" | "lastDay" | "range">;

/** The periods as the page needs them, without their instants. */
export interface OverviewView {
  /** "previous 30 days". */
  previousName: string;
  unfinished: boolean;
  current: Days;
  previous: Days;
  buckets: { current: Days; previous: Days }[];
}

export function viewOf(range: OverviewRange, { current, previous, unfinished }: Periods): OverviewView {
  const days = ({ day, lastDay, range }: Days): Days => ({ day, lastDay, range });
  return {
    previousName: `previous ${rangeName(range)}`,
    unfinished,
    current: days(current),
    previous: days(previous),
    buckets: current.buckets.map((bucket, index) => ({ current: days(bucket), previous: days(previous.buckets[index]!) })),
  };
}

/** A number of the period and of the one before, to be explained. */
export function scopesOf(view: OverviewView, hrefOf: (range: Days["range"]) => string): NumberScope[] {
  return [view.current, view.previous].map(({ day, lastDay, range }) => ({ label: rangeLabel(day, lastDay), of: hrefOf(range) }));
}

/** A chart's points without their values: their days, and that the last of them is not over yet. */
export function emptyPoints({ buckets, unfinished }: OverviewView): ChartPoint[] {
  return buckets.map(({ current: { day, lastDay } }, index) => ({
    day,
    ...(lastDay !== day && { lastDay }),
    partial: unfinished && index === buckets.length - 1,
    values: {},
  }));
}

/** The points of a chart of one number, each with the list behind it and what the number was before. */
export function trendPoints(view: OverviewView, trend: Trend, hrefOf: (range: Days["range"], value: number) => string): ChartPoint[] {
  return emptyPoints(view).map((point, index) => {
    const { current, previous } = view.buckets[index]!;
    const [value, before] = [trend.values[index] ?? 0, trend.previousValues[index] ?? 0];
    return {
      ...point,
      values: { value },
      href: hrefOf(current.range, value),
      previous: {
        day: previous.day,
        ...(previous.lastDay !== previous.day && { lastDay: previous.lastDay }),
        value: before,
        href: hrefOf(previous.range, before),
      },
    };
  });
}
