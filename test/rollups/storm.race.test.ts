import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach } from "vitest";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { rollupLog, rollupSeries, rollupState } from "../../lib/db/schema.ts";
import { createRandom, type Random } from "../../lib/demo/random.ts";
import { env } from "../../lib/env.server.ts";
import { addDays, dayOf, instantsOf, startOfDay } from "../../lib/list/day.ts";
import type { OverviewRange } from "../../lib/metrics/overview-range.ts";
import { periodsOf } from "../../lib/metrics/period.ts";
import { bucketsOf } from "../../lib/metrics/trend.ts";
import { allTime, beforeAndAfter } from "../../lib/rollups/all-time.ts";
import { checkRollups, type WrongRollup } from "../../lib/rollups/check.server.ts";
import type { RolledBucket } from "../../lib/rollups/pieces.ts";
import { type ActiveBucket, readActiveUsers } from "../../lib/rollups/read-active-users.server.ts";
import { readRollup } from "../../lib/rollups/read-rollup.server.ts";
import { refreshRollups, rollOlderDays } from "../../lib/rollups/refresh.server.ts";
import { aloneWithRollups, forget } from "../../lib/rollups/state.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { activeByHand, addedUp, asAdded, readProductRows } from "./added-up-by-hand.ts";
import { firstStatements, randomStatement, type Weather } from "./storm-statements.ts";

const { seed, numRuns } = seeded(1);
const WRITERS = 4;
const STATEMENTS = 40;
const ROUNDS = 2;
const HOUR = 3_600_000;

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

/** Each zone at a time shortly after its clocks did something unusual: summer time, a midnight that is left out, a day that is left out. */
const places = [
  ["Europe/Berlin", "2026-04-09T22:30:00Z"],
  ["America/New_York", "2026-11-23T02:15:00Z"],
  ["Asia/Kathmandu", "2026-03-01T18:20:00Z"],
  ["Pacific/Apia", "2012-01-20T09:50:00Z"],
  ["America/Havana", "2026-04-02T03:40:00Z"],
] as const;

/** Instants of the last months, half of them at the very bounds of days, now and then long ago or still to come. */
function timesOf(random: Random, start: Date, zone: string): () => Date {
  const moved = (ms: number) => new Date(start.getTime() + ms);
  const day = () => addDays(dayOf(start, zone), random.int(-100, 4));
  return () =>
    ({
      recent: () => moved(-random.int(0, 30 * HOUR)),
      bound: () => new Date(startOfDay(day(), zone).getTime() + random.int(-1, 1)),
      month: () => new Date(startOfDay(`${day().slice(0, 7)}-01`, zone).getTime() + random.int(-1, 1)),
      any: () => moved(-random.int(0, 110 * 24 * HOUR)),
      years: () => moved(-random.int(110, 900) * 24 * HOUR),
      ahead: () => moved(random.int(0, 200 * HOUR)),
      odd: () => random.pick([new Date("0001-06-01T00:00:00Z"), new Date("1960-01-01T00:00:00Z"), new Date("2150-01-01T10:00:00Z")]),
    })[random.weighted({ recent: 30, bound: 30, month: 8, any: 30, years: 1, ahead: 6, odd: 1 })]();
}

/** Days, months, a day that is cut short, all time; and what the overview reads. */
function bucketings(random: Random, now: Date, zone: string): RolledBucket[][] {
  const today = dayOf(now, zone);
  const ranges: OverviewRange[] = [{ kind: "7" }, { kind: "30" }, { kind: "90" }, { kind: "12m" }];
  const from = addDays(today, -random.int(0, 120));
  const to = addDays(from, random.int(0, 124));
  const cut = new Date(startOfDay(to, zone).getTime() + random.int(0, 26) * HOUR + random.int(0, 2) * 1_800_000);
  const some = (range: { from: string; to: string }): RolledBucket => {
    const { from: first, until } = instantsOf(range, zone);
    return { from: first!, until: until!, range };
  };
  return [
    bucketsOf(periodsOf(random.pick(ranges), now, zone)),
    bucketsOf(periodsOf({ kind: "custom", from, to: to > today ? today : to }, now, zone)),
    [some({ from, to })],
    [some({ from, to: cut.toISOString() })],
    allTime(now, zone),
    beforeAndAfter(cut),
  ];
}

/** Buckets as users are counted by: two periods, or one. */
function activeBucketings(random: Random, now: Date, zone: string): ActiveBucket[][] {
  const [overview, custom, days, cut] = bucketings(random, now, zone);
  const inTwo = (buckets: readonly RolledBucket[]) =>
    buckets.map((bucket, place) => ({ ...bucket, period: place < buckets.length / 2 ? 0 : 1 }));
  return [inTwo(overview!), inTwo(custom!), [{ ...days![0]!, period: 0 }], [{ ...cut![0]!, period: 0 }]];
}

/** Holds reads of every kind against the rows, all in one state of the database. */
async function expectExact(db: Db, random: Random, now: Date, said: string): Promise<void> {
  const zone = env().reportingTimeZone;
  await db.transaction(
    async (tx) => {
      // Before the first look: a table that is truncated later would be empty to it.
      await tx.execute(sql`
        lock table "user", message, tool_calls, message_usage, extreme_search_usage, subscription, payment, payment_entry in access share mode`);
      const rows = await readProductRows(tx);
      for (const buckets of bucketings(random, now, zone)) {
        const ranges = `${said}, ${JSON.stringify(buckets.map(({ range }) => range))}`;
        expect(asAdded(await readRollup(tx, rollupSeries, buckets)), ranges).toEqual(addedUp(rows, buckets));
      }
      for (const buckets of activeBucketings(random, now, zone)) {
        const ranges = `${said}, ${JSON.stringify(buckets.map(({ range }) => range))}`;
        expect(await readActiveUsers(tx, buckets), ranges).toEqual(activeByHand(rows, buckets));
      }
    },
    { isolationLevel: "repeatable read" },
  );
}

async function expectNothingWrong(db: Db, zone: string, said: string): Promise<void> {
  const wrong: WrongRollup[] = [];
  await checkRollups(db, { zone, onWrong: (found) => wrong.push(found) });
  expect(wrong, said).toEqual([]);
}

class TakenBack extends Error {}
/** Of PostgreSQL, for what writers may do to each other: a deadlock, a key that is taken, a parent that is gone. */
const refusals = new Set(["40P01", "23505", "23503"]);
const codeOf = (error: unknown) => ((error as Error).cause as { code?: string } | undefined)?.code ?? "";

/** One that truncates takes every lock there is, and whoever waits for it crosswise is ended. */
async function unlessDeadlocked(run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => {
    if (codeOf(error) !== "40P01") throw error;
  });
}

/** Writes until its statements are done: alone, several in a transaction, in one that is taken back or that commits late. */
async function writeOn({ db }: Database, weather: Weather): Promise<void> {
  const { random } = weather;
  for (let left = STATEMENTS; left > 0; ) {
    const count = random.chance(0.6) ? 1 : random.int(2, 8);
    left -= count;
    const late = random.chance(0.15) ? random.int(20, 400) : 0;
    const isTakenBack = random.chance(0.15);
    try {
      await db.transaction(async (tx) => {
        for (let n = 0; n < count; n++) {
          await tx.execute(randomStatement(weather));
          if (late > 0) await wait(late / count);
        }
        if (isTakenBack) throw new TakenBack();
      });
    } catch (error) {
      if (!(error instanceof TakenBack) && !refusals.has(codeOf(error))) throw error;
    }
  }
}

/** A server that keeps the roll-ups, by a clock of its own. */
async function keepOn({ db }: Database, random: Random, zone: string, clock: () => Date, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const now = clock();
    await unlessDeadlocked(async () => {
      if (random.chance(0.02)) await aloneWithRollups(db, forget);
      else if (random.chance(0.3)) await rollOlderDays(db, { zone, now, most: random.int(5, 400) });
      else await refreshRollups(db, { zone, now });
    });
    await wait(random.int(0, 40));
  }
}

async function storm(zone: string, start: Date, name: string): Promise<void> {
  env().reportingTimeZone = zone;
  const random = createRandom(name);
  const time = timesOf(random.fork("times"), start, zone);
  const url = await createTestDatabase("template");
  const [product, first, second] = [openPg(url), openPg(url), openPg(url)];
  try {
    const weather = (who: string): Weather => ({ random: random.fork(who), time });
    for (let n = 0; n < 12; n++) for (const statement of firstStatements(weather(`first ${n}`))) await product.db.execute(statement);
    let now = start;
    for (let round = 0; round < ROUNDS; round++) {
      const said = `${name}, round ${round}`;
      let isOver = false;
      const until = () => isOver;
      const readers = [first, second].map(async ({ db }, who) => {
        const chosen = random.fork(`reader ${who} ${round}`);
        while (!isOver) {
          await unlessDeadlocked(async () => {
            await expectExact(db, chosen, now, `${said}, while it is written`);
            if (chosen.chance(0.2)) await expectNothingWrong(db, zone, `${said}, while it is written`);
          });
          await wait(chosen.int(0, 30));
        }
      });
      const keepers = [first, second].map((server, who) =>
        keepOn(server, random.fork(`keeper ${who} ${round}`), zone, () => new Date(now.getTime() + who * 40_000), until),
      );
      const writers = Array.from({ length: WRITERS }, (_, who) => writeOn(product, weather(`writer ${who} ${round}`)));
      const writing = Promise.all(writers).finally(() => {
        isOver = true;
      });
      await Promise.all([writing, ...readers, ...keepers]).finally(() => {
        isOver = true;
      });
      await expectExact(first.db, random, now, `${said}, before it is rolled up`);
      await expectNothingWrong(first.db, zone, `${said}, before it is rolled up`);
      now = new Date(now.getTime() + random.int(0, 30) * HOUR);
      while ((await rollOlderDays(first.db, { zone, now, most: 400 })) !== 0) await wait(1);
      await refreshRollups(first.db, { zone, now });
      expect(await first.db.select().from(rollupLog), said).toEqual([]);
      expect((await first.db.select().from(rollupState))[0], said).toMatchObject({ zone, lastDay: dayOf(now, zone), complete: true });
      await expectExact(first.db, random, now, `${said}, rolled up`);
      await expectNothingWrong(first.db, zone, `${said}, rolled up`);
    }
  } finally {
    await Promise.all([product.close(), first.close(), second.close()]);
  }
}

describe("roll-ups in a storm of writes", () => {
  for (const [zone, start] of places) {
    test(`are what the rows come to at every moment, in ${zone}`, { timeout: 120_000 * numRuns }, async () => {
      for (let run = 0; run < numRuns; run++) await storm(zone, new Date(start), `seed ${seed + run} in ${zone}`);
    });
  }
});
