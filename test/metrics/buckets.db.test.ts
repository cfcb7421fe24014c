import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach } from "vitest";
import { user } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { addDays } from "../../lib/list/day.ts";
import { periodsOf } from "../../lib/metrics/period.ts";
import { signUpsTrend } from "../../lib/metrics/sign-ups.ts";
import { bucketsOf } from "../../lib/metrics/trend.ts";
import { readRollup } from "../../lib/rollups/read-rollup.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { zoneChanges } from "../list/zone-changes.ts";
import { zones } from "./zones.ts";

const DAY = 86_400_000;

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

describe("a chart's days are those of PostgreSQL, without gaps", () => {
  test.for(zones)("%s, over a change of its clocks", async (zone, { db }) => {
    const change = zoneChanges(zone).at(-1) ?? Date.UTC(2023, 2, 26);
    const now = new Date(change + 3.4 * DAY);
    const times = fc.oneof(
      fc.integer({ min: -20 * DAY, max: 0 }).map((apart) => new Date(now.getTime() + apart)),
      fc.integer({ min: -DAY, max: DAY }).map((apart) => new Date(change + apart)),
    );
    const users = fc.sample(times, seeded(120)).map((at, index) => ({
      id: `user_${index}`,
      name: "Ada",
      email: `ada${index}@example.com`,
      emailVerified: true,
      createdAt: at,
      updatedAt: at,
    }));
    await db.insert(user).values(users);

    const { current, previous } = periodsOf({ kind: "7" }, now, zone);
    const { rows } = await db.execute<{ day: string; count: number }>(sql`
      select to_char(date_trunc('day', created_at at time zone 'UTC' at time zone ${zone}), 'YYYY-MM-DD') as day, count(*)::int as count
      from "user" where created_at < ${previous.until.toISOString()}::timestamp or created_at >= ${current.from.toISOString()}::timestamp
      group by 1`);
    const byDay = new Map(rows.map(({ day, count }) => [day, count]));

    const periods = periodsOf({ kind: "7" }, now, zone);
    env().reportingTimeZone = zone;
    const { sign_ups } = await readRollup(db, ["sign_ups"], bucketsOf(periods));
    const trend = signUpsTrend(sign_ups, periods);
    const days = (first: string) => Array.from({ length: 7 }, (_, index) => byDay.get(addDays(first, index)) ?? 0);
    expect(trend.values).toEqual(days(current.day));
    expect(trend.previousValues).toEqual(days(previous.day));
  });
});
