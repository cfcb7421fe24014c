import { afterEach } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { env } from "../../lib/env.server.ts";
import { parseMoneyQuery } from "../../lib/reports/money/money-query.ts";
import { checkRollups, type WrongRollup } from "../../lib/rollups/check.server.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { refreshRollups } from "../../lib/rollups/refresh.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { type Books, changeMoney } from "./change-money.ts";
import { expectCells, expectLeftOut, expectPaymentTotals, expectTotalsOfEntries } from "./expect-money.ts";
import { makeRandomMoney, plansAtFirst } from "./random-money.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

const today = "2026-11-22";
const searches = [
  "",
  "from=2025-11&to=2026-12&split=product",
  "from=2026-03&to=2026-03&currency=JPY",
  "by=day&from=2026-03-05&to=2026-04-06",
  "by=day&from=2026-08-30&to=2026-09-10&split=country",
  "by=day&from=2026-10-20&to=2026-11-30&currency=KWD&split=method",
];

const paymentSearches = [
  "",
  "status=failed&status=succeeded&currency=JPY",
  "status=none",
  "createdAt.from=2026-03-08&createdAt.to=2026-04-04",
  "createdAt.to=2026-03-29&hasSettlement=yes",
  "createdAt.from=2026-11-02&settled=EUR&settled=none",
  "createdAt.from=2026-09-06&createdAt.to=2026-10-25T22:30:00.000Z&country=DE&country=none",
  "createdAt.from=2026-03-29T01:00:00.000Z&createdAt.to=2026-11-01",
  "createdAt.from=2026-11-02&createdAt.to=2026-03-08",
  "createdAt.from=2199-12-31",
  "product=prod_a&product=several&hasSettlement=no",
  "method=card&method=none&status=succeeded",
  "method=upi&product=none",
  "taxKnown=no&currency=EUR",
];

const entrySearches = [
  "",
  "kind=refund&report=counts",
  "at.from=2026-03-08&at.to=2026-11-02&currency=KWD&lost=yes",
  "at.to=2026-10-26&problem=date&problem=status",
  "at.from=2026-04-05T03:30:00.000Z&report=unreadable",
  "status=dispute_lost&lost=no",
  "country=DE&lost=no",
];

async function expectReports(db: Db, books: Books, zone: string) {
  for (const search of searches) {
    const report = await expectCells(db, search, today, books, zone);
    const { currency } = parseMoneyQuery(`/reports/money?${search}`);
    expect(report.currencies).toHaveLength(currency ? 1 : 3);
    await expectLeftOut(db, report, currency, books, zone);
  }
  for (const search of paymentSearches) await expectPaymentTotals(db, search);
  for (const search of entrySearches) await expectTotalsOfEntries(db, search);
}

describe("the money report and the totals of its lists, read from roll-ups", () => {
  for (const [place, zone] of ["UTC", "America/Santiago", "America/Havana", "Asia/Kathmandu"].entries()) {
    test(`say what their rows say, whatever was changed since they were rolled up, in ${zone}`, { timeout: 300_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const seed = seeded(1).seed + place;
      let books: Books = { payments: await makeRandomMoney(db, zone, 250), plans: plansAtFirst };
      // Before anything is rolled up, at some point of the rebuild, and after that some of the days anew.
      books = await changeMoney(db, zone, books, { seed, count: 30 });
      await rebuildRollups(db, { zone });
      for (const round of [1, 2, 3]) {
        books = await changeMoney(db, zone, books, { seed: seed + round * 10, count: 5 ** round });
        await expectReports(db, books, zone);
        await refreshRollups(db, { zone, now: new Date() });
      }
      await expectReports(db, books, zone);
      const wrong: WrongRollup[] = [];
      expect(await checkRollups(db, { zone, onWrong: (one) => wrong.push(one) })).toBeGreaterThan(300);
      expect(wrong).toEqual([]);
    });
  }

  test("add up what is not rolled up yet from the rows", { timeout: 120_000 }, async ({ db }) => {
    const zone = "Europe/Berlin";
    env().reportingTimeZone = zone;
    let books: Books = { payments: await makeRandomMoney(db, zone, 250), plans: plansAtFirst };
    const ending = new AbortController();
    let batches = 0;
    await rebuildRollups(db, {
      zone,
      batch: 40,
      signal: ending.signal,
      onProgress: () => {
        if (++batches === 4) ending.abort();
      },
    });
    expect(batches).toBe(4);
    books = await changeMoney(db, zone, books, { seed: seeded(1).seed, count: 20 });
    await expectReports(db, books, zone);
  });
});
