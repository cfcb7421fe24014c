import { wallClock } from "../zoned-time.ts";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

/**
 * A day (`2026-03-01`) or an instant in UTC (`2026-03-01T09:30:00Z`) between the years 1970 and 2199; undefined for anything else,
 * also for a 30th of February.
 */
export function parseDay(text: string | null | undefined): string | undefined {
  const value = text?.trim() ?? "";
  const year = Number(value.slice(0, 4));
  if (year < 1970 || year > 2199) return undefined;
  if (INSTANT.test(value)) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value.slice(0, 10) ? undefined : date.toISOString();
  }
  if (!DAY.test(value)) return undefined;
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value ? undefined : value;
}

/** True for a day, false for an instant, of what `parseDay` gave. */
export function isDay(value: string): boolean {
  return value.length === 10;
}

/** The day of an instant in a zone, as `2026-03-01`. */
export function dayOf(instant: Date, zone: string): string {
  return new Date(wallClock(instant.getTime(), zone)).toISOString().slice(0, 10);
}

/** `day` moved by a number of days; days of a calendar, so no zone is asked. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The first instant of a day in a zone. Where a clock change skips midnight, or the whole day, that is the change itself; where it repeats
 * midnight, the first of the two: so every instant of the day, and no other, lies between this and the next day's start.
 */
export function startOfDay(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [-86_400_000, 86_400_000]
    .map((apart) => midnight - (wallClock(midnight + apart, zone) - (midnight + apart)))
    .sort((a, b) => a - b);
  const start = candidates.find((instant) => new Date(wallClock(instant, zone)).toISOString().slice(0, 10) === day);
  return new Date(start ?? candidates[1]!);
}

/** The two instants between which a range of days or instants lies: `from` counts, `until` does not. */
export function instantsOf(range: { from?: string; to?: string }, zone: string): { from?: Date; until?: Date } {
  const { from, to } = range;
  return {
    ...(from && { from: isDay(from) ? startOfDay(from, zone) : new Date(from) }),
    ...(to && { until: isDay(to) ? startOfDay(addDays(to, 1), zone) : new Date(to) }),
  };
}
