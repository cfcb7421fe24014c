import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  currencyDigits,
  decimalAmount,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatRelative,
  formatUtc,
  shortId,
} from "../../lib/format.ts";

const currency = fc.constantFrom("USD", "EUR", "JPY", "KRW", "KWD", "BHD", "CLF", "XXA", "nonsense", "");

describe("money", () => {
  it.each([
    ["USD", 2],
    ["EUR", 2],
    ["JPY", 0],
    ["KRW", 0],
    ["KWD", 3],
    ["BHD", 3],
    ["CLF", 4],
    ["XXA", 2],
    ["nonsense", 2],
    ["", 2],
  ])("%s has %i digits", (code, digits) => {
    expect(currencyDigits(code)).toBe(digits);
  });

  it.each([
    [123456, "USD", "$1,234.56"],
    [500, "JPY", "¥500"],
    [1234567, "KRW", "₩1,234,567"],
    [5, "KWD", "KWD 0.005"],
    [-5, "KWD", "-KWD 0.005"],
    [1234567, "BHD", "BHD 1,234.567"],
    [10000, "CLF", "CLF 1.0000"],
    [-5, "EUR", "-€0.05"],
    [-123456, "EUR", "-€1,234.56"],
    [0, "USD", "$0.00"],
    [-0, "USD", "$0.00"],
    [999_999_999_999_999, "USD", "$9,999,999,999,999.99"],
    [Number.MAX_SAFE_INTEGER, "USD", "$90,071,992,547,409.91"],
    [2 ** 31 * 100 + 7, "JPY", "¥214,748,364,807"],
    [1234, "XXA", "XXA 12.34"],
    [-1234567, "nonsense", "nonsense -12,345.67"],
    [1234, "", "? 12.34"],
  ])("%d %s is shown as %s", (minor, code, text) => {
    expect(formatMoney(minor, code).replaceAll("\u00a0", " ")).toBe(text);
  });

  it("is exact beyond what a float holds", () => {
    expect(formatMoney(123_456_789_012_345_678_901n, "USD")).toBe("$1,234,567,890,123,456,789.01");
    expect(decimalAmount(-123_456_789_012_345_678_901n, "KWD")).toBe("-123456789012345678.901");
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.double(), fc.string(), (minor, code) => void formatMoney(minor, code)));
    expect(formatMoney(Number.NaN, "USD")).toBe("—");
  });

  it.each([
    [1234, "USD", "12.34"],
    [-5, "KWD", "-0.005"],
    [500, "JPY", "500"],
    [12, "CLF", "0.0012"],
  ])("%d %s is %s for machines", (minor, code, text) => {
    expect(decimalAmount(minor, code)).toBe(text);
  });

  it("writes every digit, and no other", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
        expect(Number(decimalAmount(minor, code).replace(".", ""))).toBe(minor + 0);
      }),
    );
  });
});

describe("counts and durations", () => {
  it("groups thousands", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
  });

  it.each([
    [0, "0 ms"],
    [340, "340 ms"],
    [999.6, "1.0 s"],
    [1234, "1.2 s"],
    [9_960, "10 s"],
    [59_400, "59 s"],
    [59_700, "1 min"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [11_040_000, "3 h 4 min"],
    [184_000_000, "2 d 3 h"],
    [-1500, "-1.5 s"],
    [Number.NaN, "—"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("time", () => {
  const noon = "2026-11-22T13:05:09.000Z";

  it("is told on the clocks of the zone", () => {
    expect(formatDateTime(noon, "UTC")).toBe("22 Nov 2026, 13:05");
    expect(formatDateTime(noon, "Europe/Berlin")).toBe("22 Nov 2026, 14:05");
    expect(formatDateTime(noon, "Asia/Kathmandu", { seconds: true })).toBe("22 Nov 2026, 18:50:09");
    expect(formatDateTime("0001-01-01T00:00:00Z", "UTC")).toBe("1 Jan 1, 00:00");
    expect(formatDateTime(new Date(8.64e15), "Pacific/Auckland")).toEqual(expect.any(String));
    expect(formatDateTime("2026-11-22T00:00:00Z", "UTC")).toBe("22 Nov 2026, 00:00");
  });

  it("knows the day of the zone", () => {
    expect(formatDate("2026-11-22T23:30:00Z", "Pacific/Auckland")).toBe("23 Nov 2026");
    expect(formatDate("2026-11-22T03:30:00Z", "America/New_York")).toBe("21 Nov 2026");
  });

  it("follows daylight saving", () => {
    expect(formatDateTime("2026-03-29T00:59:59Z", "Europe/Berlin")).toBe("29 Mar 2026, 01:59");
    expect(formatDateTime("2026-03-29T01:00:00Z", "Europe/Berlin")).toBe("29 Mar 2026, 03:00");
  });

  it("is exact in UTC", () => {
    expect(formatUtc(noon)).toBe("2026-11-22 13:05:09 UTC");
    expect(formatUtc(new Date("2026-11-22T13:05:09.120Z"))).toBe("2026-11-22 13:05:09.120 UTC");
  });

  it("says so when it is no time at all", () => {
    expect([formatDateTime("?", "UTC"), formatDate("?", "UTC"), formatUtc("?"), formatRelative("?", noon)]).toEqual(["—", "—", "—", "—"]);
  });

  it.each([
    [0, "just now"],
    [-59, "just now"],
    [30, "in under a minute"],
    [-60, "1 min ago"],
    [-119 * 60, "1 h ago"],
    [-3 * 3600, "3 h ago"],
    [-86_400, "1 day ago"],
    [2 * 86_400, "in 2 days"],
    [-29 * 86_400, "29 days ago"],
    [-40 * 86_400, "1 month ago"],
    [-800 * 86_400, "2 years ago"],
  ])("%d seconds from now is %s", (seconds, text) => {
    expect(formatRelative(new Date(Date.parse(noon) + seconds * 1000), noon)).toBe(text);
  });
});

describe("ids", () => {
  it("keeps both ends", () => {
    expect(shortId("pay_1234567890abcdef")).toBe("pay_12…bcdef");
    expect(shortId("pay_1234567890abcdef")).toHaveLength(12);
    expect(shortId("short")).toBe("short");
    expect(shortId("1234567890", 5)).toBe("12…90");
  });
});
