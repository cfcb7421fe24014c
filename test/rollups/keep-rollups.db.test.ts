import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, vi } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { rollupLog, rollupState, user } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { allTime } from "../../lib/rollups/all-time.ts";
import { askForRefresh, keepRollups } from "../../lib/rollups/keep-rollups.server.ts";
import { readRollup } from "../../lib/rollups/read-rollup.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";

const zone = env().reportingTimeZone;
let end: (() => Promise<void>) | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(async () => {
  await end?.();
  end = undefined;
  vi.useRealTimers();
});

const isNoted = async (db: Db) => (await db.select().from(rollupLog).limit(1)).length > 0;
/** Lets what has begun come to its end: the clock stands meanwhile. */
async function untilRolledUp(db: Db) {
  while ((await isNoted(db)) || !(await db.select().from(rollupState))[0]?.complete) await new Promise(setImmediate);
  // The refresh is over a moment after what it wrote can be seen.
  for (let n = 0; n < 20; n++) await new Promise(setImmediate);
}

describe("keeping roll-ups", () => {
  test("rolls up at once, then soon after somebody has read what is not rolled up, and not for each who does", async ({ db }) => {
    const onFault = vi.fn();
    await makeUser(db);
    end = keepRollups(db, { zone, onFault });
    await untilRolledUp(db);
    const { id } = await makeUser(db);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await isNoted(db), "nobody has read").toBe(true);
    for (let n = 0; n < 5; n++) await readRollup(db, ["sign_ups"], allTime(new Date(), zone));
    await vi.advanceTimersByTimeAsync(900);
    expect(await isNoted(db), "the page's own reads come first").toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    await untilRolledUp(db);
    await makeUser(db);
    await readRollup(db, ["sign_ups"], allTime(new Date(), zone));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await isNoted(db), "shortly after the last time").toBe(true);
    await vi.advanceTimersByTimeAsync(1_500);
    await untilRolledUp(db);
    await db.delete(user).where(eq(user.id, id));
    await vi.advanceTimersByTimeAsync(31 * 60_000);
    await untilRolledUp(db);
    expect(onFault).not.toHaveBeenCalled();
  });

  test("tells of a refresh that failed, and does the next", async ({ db }) => {
    await db.execute(sql`alter table rollup_state rename to rollup_state_elsewhere`);
    await makeUser(db);
    const faults: unknown[] = [];
    end = keepRollups(db, { zone, onFault: (error) => faults.push(error) });
    while (faults.length === 0) await new Promise(setImmediate);
    for (let n = 0; n < 20; n++) await new Promise(setImmediate);
    await db.execute(sql`alter table rollup_state_elsewhere rename to rollup_state`);
    askForRefresh();
    await vi.advanceTimersByTimeAsync(12_000);
    await untilRolledUp(db);
    expect(faults).toHaveLength(1);
  });

  test("ends when it is told to, after what is under way", async ({ db }) => {
    await makeUser(db);
    const stop = keepRollups(db, { zone, onFault: (error) => expect(error).toBeUndefined() });
    await stop();
    expect(vi.getTimerCount()).toBe(0);
    await makeUser(db);
    askForRefresh();
    expect(vi.getTimerCount()).toBe(0);
  });
});
