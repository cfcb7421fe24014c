import type { Random } from "./random.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far back the product's history goes, in days. Today is the last of them. */
export const HISTORY_DAYS = 730;

/** All times are milliseconds since 1970. */
export interface DemoClock {
  now: number;
  /** Midnight (UTC) at the start of the present day. */
  today: number;
  /** Midnight of the first day. */
  start: number;
}

export function demoClock(now: Date): DemoClock {
  const today = startOfDay(now.getTime());
  return { now: now.getTime(), today, start: today - (HISTORY_DAYS - 1) * DAY };
}

export const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;

/** `YYYY-MM-DD` */
export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The same day `months` later, or the last day of a month that is too short for it. */
export function addMonths(at: number, months: number): number {
  const from = new Date(at);
  const day = from.getUTCDate();
  const moved = new Date(at);
  moved.setUTCDate(1);
  moved.setUTCMonth(from.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  return moved.getTime();
}

export const startOfNextMonth = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
};

// Sunday first. People plan trips on Sunday evenings and at work early in the week.
const WEEKDAYS = [1.1, 1.15, 1.1, 1, 0.95, 0.75, 0.7];
const HOURS = [4, 3, 2, 2, 2, 3, 5, 7, 9, 10, 10, 9, 10, 10, 9, 9, 10, 11, 13, 15, 15, 13, 10, 7];
// January and early summer are when holidays are booked.
const MONTHS = [1.3, 1.1, 1, 1, 1.15, 1.2, 1.1, 0.95, 0.9, 0.95, 0.95, 0.85];

/**
 * Moments of the history, as often as people came: more of them every month, fewer at weekends and at night.
 *
 * @param growth how many times busier the last day is than the first
 */
export function busyMoments(clock: DemoClock, growth: number): (random: Random) => number {
  const upTo: number[] = [];
  let sum = 0;
  for (let day = 0; day < HISTORY_DAYS; day++) {
    const date = new Date(clock.start + day * DAY);
    sum += (1 + (growth - 1) * (day / HISTORY_DAYS) ** 1.4) * WEEKDAYS[date.getUTCDay()]! * MONTHS[date.getUTCMonth()]!;
    upTo.push(sum);
  }
  return (random) => {
    const target = random.next() * sum;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return momentOfDay(random, clock.start + low * DAY);
  };
}

const hoursUpTo = HOURS.map((_, hour) => HOURS.slice(0, hour + 1).reduce((sum, weight) => sum + weight, 0));

/** A moment of the day that begins at `day`, more often in the evening than at night. */
export function momentOfDay(random: Random, day: number): number {
  const target = random.next() * hoursUpTo[23]!;
  const hour = hoursUpTo.findIndex((weight) => weight > target);
  return day + hour * HOUR + random.int(0, HOUR - 1);
}
