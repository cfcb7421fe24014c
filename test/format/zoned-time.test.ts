import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromLocalDateTime, normalLocalDateTime, toLocalDateTime } from "../../lib/zoned-time.ts";

describe("a date-time field in a zone", () => {
  it("shows an instant on that zone's clocks", () => {
    const instant = new Date("2026-07-01T22:30:00Z");
    expect(toLocalDateTime(instant, "UTC")).toBe("2026-07-01T22:30");
    expect(toLocalDateTime(instant, "Europe/Berlin")).toBe("2026-07-02T00:30");
    expect(toLocalDateTime(new Date("2026-07-01T22:30:09.900Z"), "Asia/Kolkata")).toBe("2026-07-02T04:00:09");
  });

  it("names an instant; the first of two where clocks go back, none where they skip it", () => {
    expect(fromLocalDateTime("2026-07-02T00:30", "Europe/Berlin")).toEqual(new Date("2026-07-01T22:30:00Z"));
    expect(fromLocalDateTime("2026-10-25T02:30", "Europe/Berlin")).toEqual(new Date("2026-10-25T00:30:00Z"));
    expect(fromLocalDateTime("2026-03-29T02:30", "Europe/Berlin")).toBeUndefined();
    expect(fromLocalDateTime("2026-03-29T02:30", "UTC")).toEqual(new Date("2026-03-29T02:30:00Z"));
  });

  it("is nothing where it is no date-time", () => {
    for (const text of ["", "2026-02-29T10:00", "2026-03-01", "2026-03-01T24:00", "2026-03-01T10:00Z", "10000-01-01T00:00"]) {
      expect(normalLocalDateTime(text)).toBeUndefined();
      expect(fromLocalDateTime(text, "UTC")).toBeUndefined();
    }
  });

  it("shows and names the same second, in every zone", () => {
    const seconds = fc.integer({ min: 200_000, max: 7_000_000_000 });
    const zones = fc.constantFrom("UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia");
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        const shown = toLocalDateTime(new Date(second * 1000), zone);
        const named = fromLocalDateTime(shown, zone);
        expect(named && toLocalDateTime(named, zone)).toBe(shown);
        expect(named!.getTime()).toBeLessThanOrEqual(second * 1000);
      }),
    );
  });
});
