import { describe, expect, it } from "vitest";
import { addDays, dayOf, instantsOf, isDay, parseDay, startOfDay } from "../../lib/list/day.ts";

const start = (day: string, zone: string) => startOfDay(day, zone).toISOString().replace(".000Z", "Z");

describe("parseDay", () => {
  it.each([
    ["2026-03-01", "2026-03-01"],
    [" 2024-02-29 ", "2024-02-29"],
    ["1970-01-01", "1970-01-01"],
    ["2199-12-31", "2199-12-31"],
    ["2026-03-01T09:30Z", "2026-03-01T09:30:00.000Z"],
    ["2026-03-01T09:30:05.5Z", "2026-03-01T09:30:05.500Z"],
  ])("%j is %s", (text, value) => {
    expect(parseDay(text)).toBe(value);
    expect(parseDay(value)).toBe(value);
    expect(isDay(value)).toBe(value.length === 10);
  });

  it.each([
    ...[null, undefined, "", "today", "2026", "2026-03", "2026-3-1", "20260301", "2026-02-30", "2023-02-29", "2026-00-01", "2026-13-01"],
    ...["1969-12-31", "2200-01-01", "0000-00-00", "-2026-03-01", "+002026-03-01", "2026-03-01T", "2026-03-01T09Z", "2026-03-01T09:30"],
    ...["2026-03-01T24:00Z", "2026-03-01T09:60Z", "2026-02-30T00:00Z", "2026-03-01T09:30:00+01:00", "2026-03-01T09:30:00.1234Z"],
    ...["2026-03-01 09:30Z", "2026-03-01\0", "٢٠٢٦-٠٣-٠١"],
  ])("%j is none", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

describe("the start of a day", () => {
  it.each([
    ["the clock skips midnight", "2017-10-15", "America/Sao_Paulo", "2017-10-15T03:00:00Z"],
    ["the hour before midnight comes twice", "2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00Z"],
    ["midnight comes twice", "2025-11-02", "America/Havana", "2025-11-02T04:00:00Z"],
    ["midnight is skipped in spring", "2025-03-09", "America/Havana", "2025-03-09T05:00:00Z"],
    ["midnight is skipped on a Friday", "2024-04-26", "Africa/Cairo", "2024-04-25T22:00:00Z"],
    ["midnight is skipped", "2024-03-31", "Asia/Beirut", "2024-03-30T22:00:00Z"],
    ["the day was skipped in whole", "2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z"],
    ["the day before was", "2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z"],
    ["half an hour goes", "2025-10-05", "Australia/Lord_Howe", "2025-10-04T13:30:00Z"],
    ["nothing happens", "2026-11-22", "Europe/Berlin", "2026-11-21T23:00:00Z"],
  ])("where %s: %s in %s", (_, day, zone, instant) => {
    expect(start(day, zone)).toBe(instant);
  });

  it("comes after the instant that ends the day before", () => {
    expect(dayOf(new Date("2017-10-15T02:59:59.999Z"), "America/Sao_Paulo")).toBe("2017-10-14");
    expect(dayOf(new Date("2017-10-15T03:00:00Z"), "America/Sao_Paulo")).toBe("2017-10-15");
  });
});

describe("a range of days", () => {
  const zone = "Europe/Berlin";
  it("holds both days in whole, and of instants the first alone", () => {
    expect(instantsOf({ from: "2026-03-28", to: "2026-03-29" }, zone)).toEqual({
      from: new Date("2026-03-27T23:00:00Z"),
      until: new Date("2026-03-29T22:00:00Z"),
    });
    expect(instantsOf({ from: "2026-03-28T12:00:00.000Z", to: "2026-03-29T12:00:00.000Z" }, zone)).toEqual({
      from: new Date("2026-03-28T12:00:00Z"),
      until: new Date("2026-03-29T12:00:00Z"),
    });
    expect(instantsOf({}, zone)).toEqual({});
  });

  it("moves over months and leap days", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(addDays("2025-12-31", 1)).toBe("2026-01-01");
    expect(addDays("2026-11-22", -365)).toBe("2025-11-22");
  });
});
