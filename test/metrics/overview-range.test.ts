import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_DAYS, overviewHref, parseOverview, rangeName } from "../../lib/metrics/overview-range.ts";
import { seeded } from "../helpers/seeded.ts";

const today = "2026-11-22";
const rangeOf = (search: string) => parseOverview(`http://localhost/${search}`, today).range;

describe("the overview's range in a URL", () => {
  test("is thirty days unless it is one of those that are offered", () => {
    expect(rangeOf("")).toEqual({ kind: "30" });
    for (const kind of ["7", "30", "90", "12m"]) expect(rangeOf(`?range=${kind}`)).toEqual({ kind });
    for (const nonsense of ["?range=8", "?range=", "?range[]=7", "?range=custom", "?from=2026-01-01&to=2026-01-02"]) {
      expect(rangeOf(nonsense), nonsense).toEqual({ kind: "30" });
    }
  });

  test("can be any days until today", () => {
    expect(rangeOf("?range=custom&from=2026-10-01&to=2026-10-31")).toEqual({ kind: "custom", from: "2026-10-01", to: "2026-10-31" });
    expect(rangeOf("?range=custom&from=2026-10-01")).toEqual({ kind: "custom", from: "2026-10-01", to: today });
    expect(rangeOf("?range=custom&from=2026-10-01&to=2027-01-01")).toEqual({ kind: "custom", from: "2026-10-01", to: today });
    expect(rangeOf(`?range=custom&from=${today}&to=${today}`)).toEqual({ kind: "custom", from: today, to: today });
  });

  test("is thirty days where the days make no sense", () => {
    for (const days of [
      "from=2026-11-23",
      "from=2026-10-02&to=2026-10-01",
      "from=2026-02-30&to=2026-03-01",
      "from=2026-02-01&to=2026-02-30",
      "from=2026-02-01T00:00:00Z&to=2026-02-03",
      "from=x",
      "to=2026-01-01",
      "from=1999-01-01&to=2026-01-01",
    ]) {
      expect(rangeOf(`?range=custom&${days}`), days).toEqual({ kind: "30" });
    }
    const [from, tooLong] = ["2020-01-01", new Date(Date.UTC(2020, 0, 1 + MAX_DAYS)).toISOString().slice(0, 10)];
    expect(rangeOf(`?range=custom&from=${from}&to=${tooLong}`)).toEqual({ kind: "30" });
  });

  test("never throws, and survives being made a link", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("7", "12m", "custom", "2026-01-05", "2026-03-01", "EUR", "NaN", "__proto__"),
    );
    fc.assert(
      fc.property(text, text, text, text, (range, from, to, currency) => {
        const query = parseOverview(`http://localhost/?${new URLSearchParams({ range, from, to, currency })}`, today);
        expect(parseOverview(`http://localhost${overviewHref(query)}`, today)).toEqual(query);
        expect(rangeName(query.range)).toMatch(/\w/);
      }),
      seeded(100),
    );
  });
});
