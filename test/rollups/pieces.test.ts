import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, instantsOf, startOfDay } from "../../lib/list/day.ts";
import { allTime, beforeAndAfter } from "../../lib/rollups/all-time.ts";
import { piecesOf, type RolledBucket } from "../../lib/rollups/pieces.ts";
import { seeded } from "../helpers/seeded.ts";
import { zones } from "../metrics/zones.ts";

const day = fc.integer({ min: 0, max: 6_000 }).map((count) => addDays("2011-12-01", count));

/** Its whole days, and what it has of the day that it ends in, in order; each must begin where the one before ends. */
function expectToCover({ from, until }: RolledBucket, { whole, cut }: ReturnType<typeof piecesOf>, zone: string) {
  let reached = from.toISOString();
  for (const span of [...whole, ...cut]) {
    expect(span.starts).toBe(reached);
    expect(span.starts < span.ends).toBe(true);
    reached = span.ends;
  }
  expect(reached).toBe((from < until ? until : from).toISOString());
  for (const { starts, ends, day, last } of whole) {
    if (from.getUTCFullYear() > 1) expect(starts).toBe(startOfDay(day, zone).toISOString());
    expect(ends).toBe(startOfDay(addDays(last, 1), zone).toISOString());
  }
}

describe("the pieces of a bucket", () => {
  test("cover each instant of it once, whether it ends with a day or within one", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        day,
        fc.nat(800),
        fc.option(fc.integer({ min: -1, max: 26 * 3_600_000 })),
        (zone, first, days, cut) => {
          const last = addDays(first, days);
          const { from, until } = instantsOf({ from: first, to: last }, zone) as { from: Date; until: Date };
          const end = cut === null ? until : new Date(startOfDay(last, zone).getTime() + cut);
          const bucket = { from, until: end, range: { from: first, to: cut === null ? last : end.toISOString() } };
          expectToCover(bucket, piecesOf([bucket], zone), zone);
        },
      ),
      seeded(500),
    );
  });

  test("cover all time", () => {
    for (const zone of zones) {
      for (const bucket of [...allTime(new Date("2026-03-08T05:30:00Z"), zone), ...beforeAndAfter(new Date("2026-03-08T05:30:00Z"))]) {
        expectToCover(bucket, piecesOf([bucket], zone), zone);
      }
    }
  });

  test("of one that begins within a day are its instants alone", () => {
    const bucket = {
      from: new Date("2026-03-01T10:00:00Z"),
      until: new Date("2026-03-03T00:00:00Z"),
      range: { from: "2026-03-01T10:00:00.000Z", to: "2026-03-02" },
    };
    expect(piecesOf([bucket], "UTC")).toEqual({
      whole: [],
      cut: [{ bucket: 0, starts: bucket.from.toISOString(), ends: bucket.until.toISOString() }],
    });
  });

  test("of an empty one are none, as of a day that a zone left out", () => {
    const at = startOfDay("2011-12-30", "Pacific/Apia");
    const bucket = { ...(instantsOf({ from: "2011-12-30", to: "2011-12-30" }, "Pacific/Apia") as { from: Date; until: Date }) };
    expect(bucket).toEqual({ from: at, until: at });
    expect(piecesOf([{ ...bucket, range: { from: "2011-12-30", to: "2011-12-30" } }], "Pacific/Apia")).toEqual({ whole: [], cut: [] });
  });
});
