import { describe, expect, it } from "vitest";
import { parseUsageId, usageList } from "../../lib/usage/usage.ts";
import { SetUsage } from "../../lib/usage/usage-forms.ts";
import { usageRange } from "../../lib/usage/usage-range.ts";

describe("the id of a daily count", () => {
  it("names its counter and its row there", () => {
    expect(parseUsageId("messages:a:b")).toEqual({ counter: "messages", id: "a:b" });
    expect(parseUsageId("searches:1")).toEqual({ counter: "searches", id: "1" });
    for (const id of ["", "1", "messages", "messages:", "tokens:1", "Messages:1"]) expect(parseUsageId(id)).toBeUndefined();
  });
});

describe("the filter over a count", () => {
  it("lives beside the request to count every row", () => {
    const query = usageList.parse("/usage?count=50&total=exact");
    expect([query.filters.count, query.exact]).toEqual([50, true]);
    expect(usageList.params(query).toString()).toBe("count=50&total=exact");
  });
});

describe("a count as it is set", () => {
  it("is a whole number from 0 to what the column holds", () => {
    const parse = (count: unknown) => SetUsage.safeParse({ version: "7", reason: "Double counted", count }).success;
    expect([0, 1, 2_147_483_647].map(parse)).toEqual([true, true, true]);
    expect([-1, 1.5, 2_147_483_648, Number.NaN, "5", undefined].map(parse)).toEqual([false, false, false, false, false, false]);
  });
});

describe("the range of the chart", () => {
  const now = new Date("2026-03-10T03:00:00Z");
  const range = (from?: string, to?: string, zone = "UTC") => usageRange(from || to ? { from, to } : undefined, now, zone);

  it("is the last 30 days of the zone, or what was asked for", () => {
    expect(range()).toEqual({ from: "2026-02-09", to: "2026-03-10", date: { from: "2026-02-09", to: "2026-03-10" }, cut: false });
    expect(range(undefined, undefined, "America/New_York").to).toBe("2026-03-09");
    expect(range("2026-03-01")).toMatchObject({ from: "2026-03-01", to: "2026-03-10" });
    expect(range("2027-01-01")).toMatchObject({ from: "2027-01-01", to: "2027-01-01" });
    expect(range(undefined, "2026-01-31")).toMatchObject({ from: "2026-01-02", to: "2026-01-31" });
    expect(range("2026-05-01", "2026-04-01")).toMatchObject({ from: "2026-04-01", to: "2026-04-01", date: { from: "2026-05-01" } });
  });

  it("keeps the instants that a part of a day was asked for by", () => {
    const [from, to] = ["2026-03-01T06:00:00.000Z", "2026-03-03T00:00:00.000Z"];
    expect(range(from, to)).toEqual({ from: "2026-03-01", to: "2026-03-02", date: { from, to }, cut: false });
  });

  it("ends where it was asked to and is two years at most", () => {
    expect(range("1970-01-01", "2026-03-10")).toEqual({
      from: "2024-03-10",
      to: "2026-03-10",
      date: { from: "2024-03-10", to: "2026-03-10" },
      cut: true,
    });
  });
});
