import { wallClock } from "../../lib/zoned-time.ts";

const STEP = 14 * 86_400_000;
const FROM = Date.UTC(1970, 0, 8);
// Not to the present day: PostgreSQL and Node bring their own tables of zones, and one may be behind the other.
const UNTIL = Date.UTC(2025, 0, 1);

const offset = (instant: number, zone: string) => wallClock(instant, zone) - instant;

/** The instants, to the second, at which a zone's clocks were changed between 1970 and 2024. */
export function zoneChanges(zone: string): number[] {
  const changes: number[] = [];
  for (let at = FROM; at < UNTIL; at += STEP) {
    if (offset(at, zone) === offset(at + STEP, zone)) continue;
    let [before, after] = [at / 1000, (at + STEP) / 1000];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offset(middle * 1000, zone) === offset(before * 1000, zone)) before = middle;
      else after = middle;
    }
    changes.push(after * 1000);
  }
  return changes;
}
