import { describe, expect, test } from "vitest";
import { addMonths, daysOfMonth, monthsBetween, parseMonth, startOfMonth } from "../../lib/reports/subscriptions/month.ts";
import { parseSubscriptionReport, subscriptionReportHref } from "../../lib/reports/subscriptions/report-query.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";

describe("months", () => {
  test("are read and counted over years", () => {
    expect(["2026-03", " 2026-12 ", "2026-13", "2026-3", "1969-12", "2026-03-01", "", null].map(parseMonth)).toEqual([
      "2026-03",
      "2026-12",
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([addMonths("2026-01", -1), addMonths("2026-12", 1), addMonths("2026-03", -26)]).toEqual(["2025-12", "2027-01", "2024-01"]);
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect([daysOfMonth("2024-02"), daysOfMonth("2026-12")]).toEqual([
      { from: "2024-02-01", to: "2024-02-29" },
      { from: "2026-12-01", to: "2026-12-31" },
    ]);
  });

  test("begin on the clocks of their zone, on either side of a change", () => {
    expect(startOfMonth("2026-03", "Europe/Berlin").toISOString()).toBe("2026-02-28T23:00:00.000Z");
    expect(startOfMonth("2026-04", "Europe/Berlin").toISOString()).toBe("2026-03-31T22:00:00.000Z");
    // The clocks go back on the first of the month, after its midnight.
    expect(startOfMonth("2026-11", "America/New_York").toISOString()).toBe("2026-11-01T04:00:00.000Z");
  });
});

describe("the report's address", () => {
  const parse = (search: string) => parseSubscriptionReport(`/reports/subscriptions${search}`, "2026-11");

  test("gives the months that it names", () => {
    expect(parse("?from=2026-01&to=2026-03")).toEqual({ from: "2026-01", to: "2026-03" });
    const inEuro = { from: "2026-01", to: "2026-03", currency: "eur" };
    expect(parse(subscriptionReportHref(inEuro).slice("/reports/subscriptions".length))).toEqual(inEuro);
    expect(parse(subscriptionReportHref({ from: "2026-01", to: "2026-01" }).slice("/reports/subscriptions".length))).toEqual({
      from: "2026-01",
      to: "2026-01",
    });
  });

  test("gives the last twelve months where it makes no sense, and never the future", () => {
    const year = { from: "2025-12", to: "2026-11" };
    for (const search of ["", "?from=x&to=y", "?from=2026-12&to=2027-02", "?from=2000-01", "?from=2026-11&to=2026-12&from=1"]) {
      expect(parse(search)).toEqual(search.includes("from=2026-11") ? { from: "2026-11", to: "2026-11" } : year);
    }
    expect(parse("?from=2023-12&to=2026-11")).toEqual({ from: "2023-12", to: "2026-11" });
    expect(parse("?from=2023-11&to=2026-11")).toEqual(year);
  });
});

describe("the filters that the report links by", () => {
  test("are read as they are written, and nothing else is one", () => {
    for (const filters of [
      { report: { month: "2026-03", part: "churned", currency: "usd" } },
      { report: { month: "2026-03", part: "not_normalised", currency: "a.b" } },
      { cohort: { cohort: "2026-03" } },
      { cohort: { cohort: "2026-03", after: 0 } },
      { runningAt: "2026-03", endedIn: "2026-04" },
    ] as const) {
      expect(subscriptionList.parse(subscriptionList.link(filters)).filters).toEqual(filters);
    }
    for (const search of [
      "report=2026-03.other.usd",
      "report=2026-03.new",
      "report=x",
      "cohort=2026-3",
      "cohort=2026-03.601",
      "runningAt=1",
    ]) {
      expect(subscriptionList.parse(`/subscriptions?${search}`).filters).toEqual({});
    }
  });
});
