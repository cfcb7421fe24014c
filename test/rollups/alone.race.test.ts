import { sql } from "drizzle-orm";
import type { Database } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { message, rollup, rollupLog } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { rebuildRollups, rollUpAll } from "../../lib/rollups/rebuild.server.ts";
import { refreshRollups } from "../../lib/rollups/refresh.server.ts";
import { aloneWithRollups } from "../../lib/rollups/state.server.ts";
import { test as base, describe, expect } from "../helpers/database-test.ts";
import { makeMessage } from "../helpers/factories.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { expectExactReads } from "./exact.ts";

/** A database of the test's own, with messages on forty days. */
const test = base.extend("own", async ({ onTestFinished: _ }, { onCleanup }): Promise<Database> => {
  const database = openPg(await createTestDatabase("template"));
  onCleanup(() => database.close());
  for (let days = 0; days < 40; days++) await makeMessage(database.db, { createdAt: new Date(Date.now() - days * 86_400_000) });
  return database;
});

const zone = env().reportingTimeZone;

describe("several servers", () => {
  test("do not roll up the same twice: who finds another at it leaves it", async ({ own: { db } }) => {
    await rebuildRollups(db, { zone });
    await makeMessage(db);
    await aloneWithRollups(db, async () => {
      expect(await refreshRollups(db, { zone, now: new Date() })).toBeUndefined();
    });
    expect(await refreshRollups(db, { zone, now: new Date() })).toMatchObject({
      days: expect.any(Number),
      unfinished: expect.any(Boolean),
    });
  });

  test("share what is to be rolled up, each day once", async ({ own: { db } }) => {
    await Promise.all([rollUpAll(db, { zone, batch: 3 }), rollUpAll(db, { zone, batch: 3 })]);
    const { rows } = await db.execute<{ most: number }>(
      sql`select max(count)::int as most from (select count(*) from ${rollup} group by series, unit, day, key) as each`,
    );
    expect(rows).toEqual([{ most: 1 }]);
    await expectExactReads(db, new Date(), "shared");
  });

  test("lose nothing of a writer who commits after the refresh that did not see it", async ({ own: { db } }) => {
    await rebuildRollups(db, { zone });
    await db.transaction(async (late) => {
      await late.delete(message);
      await refreshRollups(db, { zone, now: new Date() });
      await expectExactReads(db, new Date(), "not committed yet");
    });
    expect(await db.select().from(rollupLog)).not.toEqual([]);
    await expectExactReads(db, new Date(), "committed");
    await refreshRollups(db, { zone, now: new Date() });
    expect(await db.select().from(rollupLog)).toEqual([]);
    await expectExactReads(db, new Date(), "rolled up");
  });
});
