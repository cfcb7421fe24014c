import { eq, lt } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { message, messageUsage, toolCalls } from "../../lib/db/schema.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { env } from "../../lib/env.server.ts";
import { numberOf, numbers } from "../../lib/numbers/numbers.server.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { openEmptyDatabase } from "../demo/demo-database.ts";
import { expectDefended } from "./expect-defended.ts";
import { expectOverviewRows } from "./expect-overview-rows.ts";
import { listsWithTotals } from "./expect-totals-rows.ts";

const now = new Date("2026-11-18T15:20:00Z");
const roles = ["admin"] as const;

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now, scale: 0.03 });
});
afterAll(() => database.close());

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

/** Ranges around a change of the clocks, for lists whose days are about when a row was made. */
const ranges = ["", "createdAt.from=2026-10-25&createdAt.to=2026-10-25", "createdAt.from=2026-10-01&createdAt.to=2026-11-01"];

describe("on the demo data", () => {
  for (const zone of ["UTC", "Europe/Berlin", "America/New_York"]) {
    test(`each number is what the rows behind it come to, in ${zone}`, { timeout: 120_000 }, async () => {
      env().reportingTimeZone = zone;
      for (const number of numbers) {
        for (const range of ranges) {
          // The list's own clock: the demo's days are before it.
          await expectDefended(database.db, number, { params: new URLSearchParams(range), roles, now: new Date() });
        }
      }
    });
  }

  for (const zone of ["Europe/Berlin", "America/New_York"]) {
    test(`each number of the overview and beside a list is what its rows come to, in ${zone}`, { timeout: 240_000 }, async () => {
      env().reportingTimeZone = zone;
      const { db } = database;
      // Some days are taken as they are rolled up, and some are not any more.
      await rebuildRollups(db, { zone });
      await db.delete(message).where(lt(message.totalTokens, 300));
      await db.delete(toolCalls).where(eq(toolCalls.status, "timeout"));
      await db.update(messageUsage).set({ messageCount: 2 }).where(eq(messageUsage.messageCount, 1));
      for (const range of [{ kind: "custom", from: "2026-10-20", to: "2026-11-04" }, { kind: "30" }] as const) {
        expect(await expectOverviewRows(db, range, now)).toBeGreaterThan(50);
      }
      for (const { spec, expectTotals } of listsWithTotals) {
        const days = Object.keys(spec.filters).find((name) => spec.filters[name]!.kind === "days")!;
        await expectTotals(db, spec.path, new Date());
        await expectTotals(db, `${spec.path}?${days}.from=2026-10-25&${days}.to=2026-11-01`, new Date());
      }
    });
  }

  test("revenue and recurring revenue are in several currencies, and leave rows out for several reasons", async () => {
    const asked = { params: new URLSearchParams(), roles, now: new Date() };
    const revenue = await numberOf("net-revenue")!.explain(database.db, asked);
    expect(revenue.figures.map(({ currency }) => currency)).toEqual(expect.arrayContaining(["USD", "EUR", "JPY", "KWD"]));
    expect(revenue.leftOut.length).toBeGreaterThan(5);
    expect(revenue.remarks).toHaveLength(1);
    const mrr = await numberOf("mrr")!.explain(database.db, asked);
    expect(mrr.figures.length).toBeGreaterThan(1);
    expect(mrr.leftOut.map(({ why }) => why)).toEqual(
      expect.arrayContaining(["It is on trial: nothing is billed yet", "It bills at an interval that cannot be brought to a month"]),
    );
  });
});
