import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf, instantsOf } from "../../lib/list/day.ts";
import { dayCount, type OverviewRange, overviewRanges } from "../../lib/metrics/overview-range.ts";
import { periodsOf } from "../../lib/metrics/period.ts";
import { seeded } from "../helpers/seeded.ts";
import { zones } from "./zones.ts";

const day = (text: string) => ({ day: text, lastDay: text });

describe("periods", () => {
  test("seven days are today and the six before, compared with the seven before those until the same time of day", () => {
    const { current, previous, unfinished } = periodsOf({ kind: "7" }, new Date("2026-11-22T12:30:00Z"), "UTC");
    expect(current.range).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(current.buckets).toHaveLength(7);
    expect(current.until).toEqual(new Date("2026-11-23T00:00:00Z"));
    expect(previous.range).toEqual({ from: "2026-11-09", to: "2026-11-15T12:30:00.000Z" });
    expect(previous.until).toEqual(new Date("2026-11-15T12:30:00Z"));
    expect(previous.buckets[0]).toMatchObject({ ...day("2026-11-09"), range: { from: "2026-11-09", to: "2026-11-09" } });
    expect(previous.buckets[6]).toMatchObject({ ...day("2026-11-15"), range: { from: "2026-11-15", to: "2026-11-15T12:30:00.000Z" } });
    expect(unfinished).toBe(true);
  });

  test("past days are compared with as many days before them", () => {
    const range = { kind: "custom", from: "2026-10-10", to: "2026-10-12" } as const;
    const { current, previous, unfinished } = periodsOf(range, new Date("2026-11-22T12:30:00Z"), "UTC");
    expect(current.range).toEqual({ from: "2026-10-10", to: "2026-10-12" });
    expect(previous.range).toEqual({ from: "2026-10-07", to: "2026-10-09" });
    expect(unfinished).toBe(false);
  });

  test("twelve months are this month and the eleven before, by month, compared with a year earlier", () => {
    const { current, previous } = periodsOf({ kind: "12m" }, new Date("2026-11-22T12:30:00Z"), "UTC");
    expect(current.buckets).toHaveLength(12);
    expect(current.buckets[0]!.range).toEqual({ from: "2025-12-01", to: "2025-12-31" });
    expect(current.buckets[2]!.range).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(current.buckets[11]!.range).toEqual({ from: "2026-11-01", to: "2026-11-22" });
    expect(previous.buckets[0]!.range).toEqual({ from: "2024-12-01", to: "2024-12-31" });
    expect(previous.buckets[11]!.range).toEqual({ from: "2025-11-01", to: "2025-11-22T12:30:00.000Z" });
  });

  test("a leap day has a year before it", () => {
    const { current, previous } = periodsOf({ kind: "12m" }, new Date("2028-02-29T12:00:00Z"), "UTC");
    expect(current.buckets[11]!.range).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(previous.buckets[11]).toMatchObject({ day: "2027-02-01", lastDay: "2027-02-28" });
    // 2028 has a day more before it, and as much time is compared.
    const { previous: after } = periodsOf({ kind: "12m" }, new Date("2028-03-01T12:00:00Z"), "UTC");
    expect(after.buckets[11]).toMatchObject({ day: "2027-03-01", lastDay: "2027-03-02", range: { to: "2027-03-02T12:00:00.000Z" } });
  });

  test("a long range of one's own is drawn by months that it may cut", () => {
    const range = { kind: "custom", from: "2026-01-15", to: "2026-06-10" } as const;
    const { current, previous } = periodsOf(range, new Date("2026-11-22T12:00:00Z"), "UTC");
    expect(current.buckets.map((bucket) => bucket.range)).toEqual([
      { from: "2026-01-15", to: "2026-01-31" },
      { from: "2026-02-01", to: "2026-02-28" },
      { from: "2026-03-01", to: "2026-03-31" },
      { from: "2026-04-01", to: "2026-04-30" },
      { from: "2026-05-01", to: "2026-05-31" },
      { from: "2026-06-01", to: "2026-06-10" },
    ]);
    expect(previous.range).toEqual({ from: "2025-08-21", to: "2026-01-14" });
  });

  test("have no gaps, end on days of the zone, and are filtered by exactly their instants", () => {
    const ranges = fc.oneof(
      fc.constantFrom<OverviewRange>(...overviewRanges.map((kind) => ({ kind }))),
      fc.tuple(fc.nat(1500), fc.nat(400)).map(([back, length]) => ({ back, length })),
    );
    fc.assert(
      fc.property(
        ranges,
        fc.date({ min: new Date("2008-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (picked, now, zone) => {
          const today = dayOf(now, zone);
          const range: OverviewRange =
            "kind" in picked
              ? picked
              : { kind: "custom", from: addDays(today, -picked.back - picked.length), to: addDays(today, -picked.back) };
          const { current, previous, unfinished } = periodsOf(range, now, zone);

          expect(current.buckets).toHaveLength(previous.buckets.length);
          for (const period of [current, previous]) {
            const wrong = period.buckets.findIndex(({ range, from, until }, index) => {
              const instants = instantsOf(range, zone);
              const start = index === 0 ? period.from : period.buckets[index - 1]!.until;
              return +instants.from! !== +from || +instants.until! !== +until || +from !== +start || until < from;
            });
            expect(wrong).toBe(-1);
            expect(instantsOf(period.range, zone)).toEqual({ from: period.from, until: period.until });
            expect(period.buckets.at(-1)!.until).toEqual(period.until);
          }
          expect(previous.until <= current.from).toBe(true);
          expect(unfinished).toBe(current.lastDay === today);
          if (unfinished) {
            expect(now >= current.from && now < current.until).toBe(true);
            const elapsed = now.getTime() - current.from.getTime();
            const compared = previous.until.getTime() - previous.from.getTime();
            if (previous.until < current.from) expect(compared).toBe(elapsed);
            else expect(compared).toBeLessThanOrEqual(elapsed);
          } else {
            expect(previous.until).toEqual(current.from);
            if (range.kind === "custom") expect(dayCount({ from: previous.day, to: previous.lastDay })).toBe(dayCount(range));
          }
        },
      ),
      seeded(200),
    );
  });
});
