import { eq, sql } from "drizzle-orm";
import { afterEach, vi } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { rollupLog, user } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { allTime } from "../../lib/rollups/all-time.ts";
import { askForRefresh, keepRollups } from "../../lib/rollups/keep-rollups.server.ts";
import { readRollup } from "../../lib/rollups/read-rollup.server.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";

const zone = env().reportingTimeZone;
let end: (() => Promise<void>) | undefined;

afterEach(async () => {
  await end?.();
  end = undefined;
  vi.useRealTimers();
});

const isNoted = async (db: Db) => (await db.select().from(rollupLog).limit(1)).length > 0;
/** Timers stand still from here on. Not before the test has its database: a connection that is being opened needs them. */
const stopTheClock = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
/** Lets what has begun come to its end, which plans the next time. */
async function untilPlanned() {
  while (!vi.getTimerCount()) await new Promise(setImmediate);
}

// The Neon driver itself leans on timers.
describe.skipIf(testDriver === "neon")("keeping roll-ups", () => {
  test("rolls up at once, then soon after somebody has read what is not rolled up, and not for each who does", async ({ db }) => {
    stopTheClock();
    const onFault = vi.fn();
    await makeUser(db);
    end = keepRollups(db, { zone, onFault });
    await untilPlanned();
    expect(await isNoted(db)).toBe(false);
    const { id } = await makeUser(db);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await isNoted(db), "nobody has read").toBe(true);
    for (let n = 0; n < 5; n++) await readRollup(db, ["sign_ups"], allTime(new Date(), zone));
    await vi.advanceTimersByTimeAsync(900);
    expect(await isNoted(db), "the page's own reads come first").toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    await untilPlanned();
    expect(await isNoted(db)).toBe(false);
    await makeUser(db);
    await readRollup(db, ["sign_ups"], allTime(new Date(), zone));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await isNoted(db), "shortly after the last time").toBe(true);
    await vi.advanceTimersByTimeAsync(1_500);
    await untilPlanned();
    expect(await isNoted(db)).toBe(false);
    await db.delete(user).where(eq(user.id, id));
    await vi.advanceTimersByTimeAsync(31 * 60_000);
    await untilPlanned();
    expect(await isNoted(db)).toBe(false);
    expect(onFault).not.toHaveBeenCalled();
  });

  test("tells of a refresh that failed, and does the next", async ({ db }) => {
    stopTheClock();
    await db.execute(sql`alter table rollup_state rename to rollup_state_elsewhere`);
    await makeUser(db);
    const faults: unknown[] = [];
    end = keepRollups(db, { zone, onFault: (error) => faults.push(error) });
    await untilPlanned();
    await db.execute(sql`alter table rollup_state_elsewhere rename to rollup_state`);
    askForRefresh();
    await vi.advanceTimersByTimeAsync(12_000);
    await untilPlanned();
    expect(await isNoted(db)).toBe(false);
    expect(faults).toHaveLength(1);
  });

  test("ends when it is told to, after what is under way", async ({ db }) => {
    stopTheClock();
    await makeUser(db);
    const stop = keepRollups(db, {
      zone,
      onFault: (error) => expect(error).toBeUndefined(),
    });
    await stop();
    expect(vi.getTimerCount()).toBe(0);
    await makeUser(db);
    askForRefresh();
    expect(vi.getTimerCount()).toBe(0);
  });
});
