import fc from "fast-check";
import { afterEach } from "vitest";
import { env } from "../../lib/env.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { anyScope } from "./any-scope.ts";
import { expectOverviewRows } from "./expect-overview-rows.ts";
import { listsWithTotals } from "./expect-totals-rows.ts";
import { makeRandomRows, rollUpAndChange } from "./random-rows.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

for (const zone of ["Europe/Berlin", "America/New_York"]) {
  describe(`in ${zone}, on random rows`, () => {
    test("each number of the overview is what the rows behind its link come to", { timeout: 600_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const now = new Date();
      await makeRandomRows(db, zone, now);
      await rollUpAndChange(db, zone, now);
      for (const range of [
        { kind: "custom", from: "2026-03-05", to: "2026-04-01" },
        { kind: "custom", from: "2026-10-22", to: "2026-11-03" },
        { kind: "30" },
        { kind: "12m" },
      ] as const) {
        expect(await expectOverviewRows(db, range, now)).toBeGreaterThan(50);
      }
    });

    test("what stands beside a list, and in the manifest of its export, is what its rows come to", { timeout: 600_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const now = new Date();
      const expectAll = async (runs: number) => {
        for (const { spec, expectTotals } of listsWithTotals) {
          await expectTotals(db, spec.path, now);
          await fc.assert(
            fc.asyncProperty(anyScope(spec), (params) => expectTotals(db, `${spec.path}?${params}`, now)),
            seeded(runs),
          );
        }
      };
      await makeRandomRows(db, zone, now);
      await expectAll(4);
      await rollUpAndChange(db, zone, now);
      await expectAll(12);
    });
  });
}
