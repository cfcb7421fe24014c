import { describe, expect, it } from "vitest";
import { withLocalTimes } from "../../lib/exports/local-times.server.ts";
import { localTimeText, zoneOffset } from "../../lib/list/cell.ts";
import { type CsvColumn, csvCell } from "../../lib/list/csv.server.ts";
import { wallClock } from "../../lib/zoned-time.ts";

const columns: CsvColumn<Date | null>[] = [
  { header: "id", value: () => 1 },
  { header: "created_at_utc", value: (row) => row },
];

describe("times in a file", () => {
  it("stand beside their UTC on the clocks of the zone that the header names", () => {
    const both = withLocalTimes(columns, "Europe/Berlin");
    expect(both.map(({ header }) => header)).toEqual(["id", "created_at_utc", "created_at (Europe/Berlin)"]);
    const cells = (row: Date | null) => both.slice(1).map((column) => csvCell(column.value(row)));
    expect(cells(new Date("2026-03-10T12:00:00Z"))).toEqual(["2026-03-10T12:00:00.000Z", "2026-03-10T13:00:00.000+01:00"]);
    expect(cells(null)).toEqual(["", ""]);
    expect(cells(new Date(Number.NaN))).toEqual(["", ""]);
  });

  it("are said once where the zone is UTC", () => {
    expect(withLocalTimes(columns, "UTC")).toEqual(columns);
  });

  it("have their own offset, whatever was asked before", () => {
    for (const zone of ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/New_York"]) {
      // Every 70 minutes and, so, at every ten minutes of an hour, over the year in which each that changes its clocks does so twice.
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 7 * 600_000) {
        expect(zoneOffset(new Date(at), zone)).toBe(wallClock(at, zone) - at);
      }
    }
  });

  it.each([
    // The night in which summer ends: half past two comes twice.
    ["2026-10-25T00:30:00.000Z", "Europe/Berlin", "2026-10-25T02:30:00.000+02:00"],
    ["2026-10-25T01:30:00.000Z", "Europe/Berlin", "2026-10-25T02:30:00.000+01:00"],
    // The night in which it begins.
    ["2026-03-08T06:59:59.999Z", "America/New_York", "2026-03-08T01:59:59.999-05:00"],
    ["2026-03-08T07:00:00.000Z", "America/New_York", "2026-03-08T03:00:00.000-04:00"],
    ["2026-03-10T12:00:00.000Z", "Asia/Kathmandu", "2026-03-10T17:45:00.000+05:45"],
    ["1880-01-01T00:00:00.500Z", "Europe/Berlin", "1880-01-01T00:53:28.500+00:53:28"],
  ])("%s in %s is %s", (utc, zone, local) => {
    expect(localTimeText({ instant: new Date(utc), zone })).toBe(local);
    expect(new Date(local.replace(/(\+00:53):28$/, "$1")).getTime() - new Date(utc).getTime()).toBe(utc.startsWith("1880") ? 28_000 : 0);
  });
});
