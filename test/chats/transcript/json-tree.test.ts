import { describe, expect, test } from "vitest";
import { rangesAround, rangesOf } from "../../../app/components/json/json-entries";
import { memberPath } from "../../../app/components/json/json-path";
import { MOST_MATCHES, searchJson } from "../../../app/components/json/search-json";

describe("the path of a member", () => {
  test.each([
    ["", "data", false, "data"],
    ["data", "0", true, "data[0]"],
    ["data[0].price", "total", false, "data[0].price.total"],
    ["", "0", true, "[0]"],
    ["rates", "de-DE", false, 'rates["de-DE"]'],
    ["", 'a"b', false, '["a\\"b"]'],
    ["a", "", false, 'a[""]'],
  ])("%j and %j", (parent, name, inList, path) => {
    expect(memberPath(parent, name, inList)).toBe(path);
  });
});

describe("ranges", () => {
  test("stand for many entries, and for ranges of them", () => {
    expect(rangesOf({ from: 0, to: 200 })).toBeUndefined();
    expect(rangesOf({ from: 0, to: 250 })).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 200 },
      { from: 200, to: 250 },
    ]);
    expect(rangesOf({ from: 0, to: 1_000_000 })).toHaveLength(100);
    expect(rangesAround("data", 250, 201)).toEqual(["data#200-250"]);
    expect(rangesAround("data", 20_000, 12_345)).toEqual(["data#10000-20000", "data#12300-12400"]);
    expect(rangesAround("data", 5, 1)).toEqual([]);
  });
});

describe("a search in JSON", () => {
  const value = {
    meta: { count: 2 },
    data: [
      { price: { total: "355.34" }, carrier: "PR" },
      { price: { total: "99.10" }, active: true },
    ],
    empty: {},
    none: null,
  };
  const paths = (query: string) => searchJson(value, query).matches.map((match) => match.path);

  test("finds names and values whatever their case, in the order of the tree", () => {
    expect(paths("PRICE")).toEqual(["data[0].price", "data[1].price"]);
    expect(paths("pr")).toEqual(["data[0].price", "data[0].carrier", "data[1].price"]);
    expect(paths("355.34")).toEqual(["data[0].price.total"]);
    expect(paths("true")).toEqual(["data[1].active"]);
    expect(paths("null")).toEqual(["none"]);
    expect(paths(" ")).toEqual([]);
    expect(paths("[.*+?^$}{()|\\")).toEqual([]);
  });

  test("says what has to be open for a match to be seen", () => {
    expect(searchJson(value, "99.10").matches[0]!.opens).toEqual(["", "data", "data[1]", "data[1].price"]);
    const many = { data: Array.from({ length: 250 }, (_, i) => ({ id: `offer ${i}.` })) };
    expect(searchJson(many, "offer 201.").matches).toEqual([{ path: "data[201].id", opens: ["", "data", "data#200-250", "data[201]"] }]);
  });

  test("stops at a thousand, and takes no time in two megabytes", () => {
    const big = {
      data: Array.from({ length: 5000 }, (_, i) => ({
        id: i,
        segments: Array.from({ length: 4 }, () => ({ from: "LIS", to: "BER", at: "2026-03-14T09:00:00", note: "x".repeat(50) })),
      })),
    };
    expect(JSON.stringify(big).length).toBeGreaterThan(2_000_000);
    expect(searchJson(big, "LIS")).toMatchObject({ more: true, matches: { length: MOST_MATCHES } });
    const began = performance.now();
    expect(searchJson(big, "nowhere").matches).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});
