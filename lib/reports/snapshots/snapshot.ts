/**
 * A snapshot stands for its month's start where it was taken within so many hours of it. One that was taken later, because no server ran, is
 * kept and named on the page, but the month's start is reconstructed: what happened between would count in the wrong month.
 */
export const SNAPSHOT_IN_TIME_HOURS = 24;

/** True where a snapshot stands for the start of its month. */
export function isInTime(takenAt: Date, monthStart: Date): boolean {
  return takenAt.getTime() < monthStart.getTime() + SNAPSHOT_IN_TIME_HOURS * 3_600_000;
}
