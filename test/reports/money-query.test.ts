import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../lib/list/day.ts";
import {
  bucketsOf,
  inUnit,
  type MoneyQuery,
  type MoneyUnit,
  moneyHref,
  moneyPresets,
  parseMoneyQuery,
} from "../../lib/reports/money/money-query.ts";
import { seeded } from "../helpers/seeded.ts";

const today = "2026-11-22";
const spanOf = (search: string) => {
  const buckets = bucketsOf(parseMoneyQuery(`/reports/money?${search}`), today);
  return [buckets.length, buckets[0]?.from, buckets.at(-1)?.to];
};

describe("the money report's address", () => {
  test("is twelve whole months, this one the last, unless it says otherwise", () => {
    expect(spanOf("")).toEqual([12, "2025-12-01", "2026-11-30"]);
    expect(spanOf("from=2026-02&to=2026-03")).toEqual([2, "2026-02-01", "2026-03-31"]);
    expect(spanOf("from=2026-09-17")).toEqual([3, "2026-09-01", "2026-11-30"]);
    expect(spanOf("to=2024-02")).toEqual([12, "2023-03-01", "2024-02-29"]);
    expect(spanOf("from=2027-01")).toEqual([12, "2027-01-01", "2027-12-31"]);
  });

  test("is the days of this month so far where days are asked for", () => {
    expect(spanOf("by=day")).toEqual([22, "2026-11-01", "2026-11-22"]);
    expect(spanOf("by=day&from=2026-02-27&to=2026-03-01")).toEqual([3, "2026-02-27", "2026-03-01"]);
    expect(spanOf("by=day&from=2026-02")).toEqual([92, "2026-08-23", "2026-11-22"]);
    expect(spanOf("by=day&to=2026-03-31")).toEqual([31, "2026-03-01", "2026-03-31"]);
    expect(spanOf("by=day&from=2027-01-01")).toEqual([31, "2027-01-01", "2027-01-31"]);
  });

  test("that makes no sense asks for nothing", () => {
    for (const search of [
      "from=2026-13",
      "from=2026-05&to=2026-04",
      "by=year",
      "to=yesterday",
      "from=&to=",
      "from=1969-12",
      "to=9999-01",
    ]) {
      expect([search, spanOf(search)]).toEqual([search, [12, "2025-12-01", "2026-11-30"]]);
    }
    expect(parseMoneyQuery("/reports/money?split=colour&currency=EURO&by=")).toEqual(parseMoneyQuery("/reports/money"));
  });

  test("is cut at its beginning where it is too long, and at the ends of time", () => {
    expect(spanOf("from=1980-01")).toEqual([120, "2016-12-01", "2026-11-30"]);
    expect(spanOf("by=day&from=2020-01-01&to=2026-01-01")).toEqual([92, "2025-10-02", "2026-01-01"]);
    expect(spanOf("to=1970-03")).toEqual([3, "1970-01-01", "1970-03-31"]);
    expect(spanOf("from=2199-11")).toEqual([2, "2199-11-01", "2199-12-31"]);
  });

  test("keeps its time in the other unit, up to today, unless it is the usual one or has too many days", () => {
    const other = (search: string, by: MoneyUnit) => {
      const query = parseMoneyQuery(`/reports/money?${search}`);
      const buckets = bucketsOf(query, today);
      return moneyHref(inUnit(query, by, { from: buckets[0]!.from, to: buckets.at(-1)!.to }, today), "");
    };
    expect(other("split=product&currency=EUR", "day")).toBe("?by=day&split=product&currency=EUR");
    expect(other("from=2026-02&to=2026-03", "day")).toBe("?by=day&from=2026-02-01&to=2026-03-31");
    expect(other("from=2026-10&to=2026-11", "day")).toBe("?by=day&from=2026-10-01&to=2026-11-22");
    expect(other("from=2027-01&to=2027-01", "day")).toBe("?by=day&from=2027-01-01&to=2027-01-31");
    // 92 days, and 123.
    expect(other("from=2026-05&to=2026-07", "day")).toBe("?by=day&from=2026-05-01&to=2026-07-31");
    expect(other("from=2026-05&to=2026-08", "day")).toBe("?by=day");
    expect(other("by=day&from=2026-02-27&to=2026-03-01", "month")).toBe("?from=2026-02&to=2026-03");
    expect(other("by=day", "month")).toBe("");
    expect(other("from=2026-02&to=2026-03", "month")).toBe("?from=2026-02&to=2026-03");
  });

  test("of a time that is often asked for is said in the report's unit", () => {
    const spans = (by: MoneyUnit, day: string) =>
      moneyPresets(by, day).map(({ label, from, to }) => {
        const buckets = bucketsOf({ ...parseMoneyQuery(`?by=${by}`), from, to }, day);
        return [label, buckets.length, buckets[0]!.from, buckets.at(-1)!.to];
      });
    expect(spans("month", "2026-01-31")).toEqual([
      ["Last 12 months", 12, "2025-02-01", "2026-01-31"],
      ["This month", 1, "2026-01-01", "2026-01-31"],
      ["Last month", 1, "2025-12-01", "2025-12-31"],
    ]);
    expect(spans("day", "2026-03-02")).toEqual([
      ["This month", 2, "2026-03-01", "2026-03-02"],
      ["Last month", 28, "2026-02-01", "2026-02-28"],
    ]);
  });

  test("says again what was read, and its lines lie side by side", () => {
    const month = fc.tuple(fc.integer({ min: 1970, max: 2199 }), fc.integer({ min: 1, max: 12 }));
    const months = month.map(([year, number]) => `${year}-${String(number).padStart(2, "0")}`);
    const value = fc.oneof(months, fc.string(), fc.constantFrom("month", "day", "product", "country", "method", "EUR", "2026-03-31"));
    const pairs = fc.array(fc.tuple(fc.constantFrom("by", "from", "to", "split", "currency", "other"), value), { maxLength: 6 });
    fc.assert(
      fc.property(pairs, (list) => {
        const query: MoneyQuery = parseMoneyQuery(`/reports/money?${new URLSearchParams(list)}`);
        expect(parseMoneyQuery(moneyHref(query))).toEqual(query);
        const buckets = bucketsOf(query, today);
        expect(buckets.length).toBeGreaterThan(0);
        expect(buckets.length).toBeLessThanOrEqual(120);
        for (const [index, bucket] of buckets.entries()) {
          expect(bucket.from <= bucket.to).toBe(true);
          if (index > 0) expect(bucket.from).toBe(addDays(buckets[index - 1]!.to, 1));
        }
      }),
      seeded(300),
    );
  });
});
