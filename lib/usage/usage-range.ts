import { addDays, dayOf, isDay } from "../list/day.ts";
import type { DayRange } from "../list/filters.ts";

const DEFAULT_DAYS = 30;
const MOST_DAYS = 731;

/** The days that the chart and the heaviest users are about. */
export interface UsageRange {
  /** First and last day, both counting. */
  from: string;
  to: string;
  /** What to filter by: these days, or the instants in them that were asked for. */
  date: DayRange;
  /** More days were asked for than a chart can show; these are the last of them. */
  cut: boolean;
}

/**
 * The range that the list's filter asks for. An open end is today, an open beginning is 30 days before the end; at most two years.
 *
 * @param zone the reporting zone, whose days these are
 */
export function usageRange(asked: DayRange | undefined, now: Date, zone: string): UsageRange {
  const today = dayOf(now, zone);
  const first = asked?.from && (isDay(asked.from) ? asked.from : dayOf(new Date(asked.from), zone));
  const last = asked?.to && (isDay(asked.to) ? asked.to : dayOf(new Date(Date.parse(asked.to) - 1), zone));
  const to = last ?? (first && first > today ? first : today);
  const start = first ?? addDays(to, 1 - DEFAULT_DAYS);
  const earliest = addDays(to, 1 - MOST_DAYS);
  const cut = start < earliest;
  const from = cut ? earliest : start < to ? start : to;
  return { from, to, cut, date: { from: cut ? from : (asked?.from ?? from), to: asked?.to ?? to } };
}
