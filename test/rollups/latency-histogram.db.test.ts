import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { toolCallDurationMs, toolCalls } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { addDays } from "../../lib/list/day.ts";
import { addTo, LATENCY_BUCKETS, percentileOf } from "../../lib/rollups/latency-histogram.ts";
import type { RolledBucket } from "../../lib/rollups/pieces.ts";
import { bucketOfDays } from "../../lib/rollups/range-buckets.ts";
import { readRollup } from "../../lib/rollups/read-rollup.server.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

const zone = "Europe/Berlin";
const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

/** Across a change of the clocks and the end of a month. */
const days = Array.from({ length: 9 }, (_, index) => addDays("2026-10-24", index));
const [first, last] = [days[0]!, days.at(-1)!];
const shares = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

/** The longest that a bucket of its own is there for: 57 days. */
const LONGEST_MS = 4_900_000_000;
const many = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 150 });
const logarithmic = fc.double({ min: 0, max: Math.log(LONGEST_MS), noNaN: true }).map((exponent) => Math.floor(Math.exp(exponent)));

/** Milliseconds of calls, by very different distributions. */
const durations = fc.oneof(
  many(logarithmic),
  many(fc.nat(60_000)),
  many(fc.nat(12)),
  // Ties, zeros and a single value; a few that take ages among many that take none.
  fc.tuple(logarithmic, fc.integer({ min: 1, max: 60 })).map(([ms, count]) => Array<number>(count).fill(ms)),
  many(fc.constantFrom(0, 1, 250, 250, 1_000, LONGEST_MS)),
  fc.tuple(many(fc.nat(3)), fc.array(fc.integer({ min: LONGEST_MS / 2, max: LONGEST_MS }), { maxLength: 6 })).map((parts) => parts.flat()),
);

/** Not at the ends: what hour is of which day is the zone's business. */
const placed = fc.record({ day: fc.constantFrom(...days.slice(1, -1)), hour: fc.integer({ min: 0, max: 23 }) });

async function makeCalls(db: Db, chatId: string, calls: readonly { ms: number; day: string; hour: number }[]): Promise<void> {
  await db.delete(toolCalls);
  await db.insert(toolCalls).values(
    calls.map(({ ms, day, hour }) => {
      const at = new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000);
      const finishedAt = new Date(at.getTime() + ms);
      return { chatId, toolName: "search", status: "succeeded" as const, request: {}, createdAt: at, startedAt: at, finishedAt };
    }),
  );
}

/** The histogram of each bucket, by its place. */
async function histograms(db: Db, buckets: readonly RolledBucket[]): Promise<number[][]> {
  const { tool_latency } = await readRollup(db, ["tool_latency"], buckets);
  return buckets.map((_, place) => {
    const sums = tool_latency.filter(({ bucket }) => bucket === place).map((row) => row.sums);
    expect(sums.length).toBeLessThanOrEqual(1);
    return [...(sums[0] ?? [])];
  });
}

async function percentilesOfRows(db: Db): Promise<number[]> {
  const { rows } = await db.execute<{ values: number[] }>(sql`
    select percentile_cont(${sql.raw(`array[${shares.join()}]::float8[]`)}) within group (order by ${toolCallDurationMs}::float8) as values
    from ${toolCalls}`);
  return rows[0]!.values;
}

async function expectNear(db: Db): Promise<void> {
  const whole = bucketOfDays({ from: first, to: last }, zone);
  const [all, byDay] = [
    (await histograms(db, [whole]))[0]!,
    await histograms(
      db,
      days.map((day) => bucketOfDays({ from: day, to: day }, zone)),
    ),
  ];
  const merged: number[] = [];
  for (const histogram of byDay) addTo(merged, histogram);
  expect(merged).toEqual(all);
  expect(all.length).toBeLessThanOrEqual(LATENCY_BUCKETS);

  const exact = await percentilesOfRows(db);
  for (const [place, share] of shares.entries()) {
    const told = percentileOf(all, share)!;
    expect(Math.abs(told - exact[place]!), `${told} for ${exact[place]} at ${share}`).toBeLessThanOrEqual(exact[place]! * 0.05);
  }
}

describe("the histogram of latency", () => {
  test("tells percentiles within 5 %, and histograms of days make that of all", { timeout: 120_000 }, async ({ db }) => {
    env().reportingTimeZone = zone;
    const { id: chatId } = await makeChat(db);
    await fc.assert(
      fc.asyncProperty(durations, fc.infiniteStream(placed), async (all, places) => {
        await makeCalls(
          db,
          chatId,
          all.map((ms) => ({ ms, ...places.next().value })),
        );
        await expectNear(db);
      }),
      seeded(25),
    );
  });

  test("does so when it is rolled up, and when some of that has changed since", { timeout: 60_000 }, async ({ db }) => {
    env().reportingTimeZone = zone;
    const { id: chatId } = await makeChat(db);
    const { seed } = seeded(1);
    const some = fc.sample(fc.tuple(logarithmic, placed), { numRuns: 300, seed });
    await makeCalls(
      db,
      chatId,
      some.map(([ms, place]) => ({ ms, ...place })),
    );
    await rebuildRollups(db, { zone });
    await expectNear(db);
    await db.execute(sql`update ${toolCalls} set finished_at = started_at + interval '9 seconds' where extract(hour from created_at) = 9`);
    await db.execute(sql`delete from ${toolCalls} where extract(hour from created_at) = 15`);
    await expectNear(db);
  });
});
