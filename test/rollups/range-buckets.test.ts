import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, instantsOf, isDay, startOfDay } from "../../lib/list/day.ts";
import { bucketsOfRange } from "../../lib/rollups/range-buckets.ts";
import { seeded } from "../helpers/seeded.ts";
import { zones } from "../metrics/zones.ts";

const now = new Date("2026-11-22T23:30:00Z");
const days = fc.integer({ min: -900, max: 900 }).map((apart) => addDays("2026-11-22", apart));
const instants = fc.integer({ min: -900, max: 900 }).map((hours) => new Date(now.getTime() + hours * 3_600_000).toISOString());

describe("the buckets of a filtered time", () => {
  test("have all of it, once, and name the days that they are of", () => {
    fc.assert(
      fc.property(
        fc.record({ from: days, to: fc.oneof(days, instants) }, { requiredKeys: [] }),
        fc.constantFrom(...zones),
        (range, zone) => {
          const { from, until } = instantsOf(range, zone);
          const buckets = bucketsOfRange(range, now, zone)!;
          if (from && until && from >= until) {
            expect(buckets).toEqual([]);
            return;
          }
          const [first, last] = [buckets[0]!, buckets.at(-1)!];
          if (from) expect(first.from).toEqual(from);
          else expect(first.from.getTime()).toBeLessThan(Date.parse("1900-01-01"));
          if (until) expect(last.until).toEqual(until);
          else expect(last.until.getTime()).toBeGreaterThan(Date.parse("2900-01-01"));
          expect(buckets.slice(1).map((bucket) => bucket.from)).toEqual(buckets.slice(0, -1).map((bucket) => bucket.until));
          for (const bucket of buckets) {
            const named = instantsOf(bucket.range, zone);
            expect(named.until).toEqual(bucket.until);
            // Nothing before 1970 is a day of the calendar.
            if (from || bucket !== first) expect(named.from).toEqual(bucket.from);
          }
        },
      ),
      seeded(400),
    );
  });

  test("end with today, so that what is dated later is never taken for a day that is over", () => {
    const tomorrow = startOfDay("2026-11-24", "Europe/Berlin");
    const buckets = bucketsOfRange({ from: "2026-11-01", to: "2026-11-30" }, now, "Europe/Berlin")!;
    expect(buckets.map(({ range }) => range)).toEqual([
      { from: "2026-11-01", to: "2026-11-23" },
      { from: tomorrow.toISOString(), to: startOfDay("2026-12-01", "Europe/Berlin").toISOString() },
    ]);
    expect(isDay(buckets[0]!.range.to)).toBe(true);
  });

  test("are none of a time that begins within a day", () => {
    expect(bucketsOfRange({ from: "2026-11-01T00:00:00.000Z" }, now, "UTC")).toBeUndefined();
  });
});
