import { eq, sql } from "drizzle-orm";
import { readState } from "../../app/http/read-db.server.ts";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { user } from "../../lib/db/schema.ts";
import { writtenUpTo } from "../../lib/db/written-up-to.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startStandby } from "../helpers/standby.ts";
import { standInDatabase } from "../helpers/test-database.ts";

/** Opens a standby as Purser's own database, beside the primary that it replays; `readOnly` as the environment asks for it. */
async function withStandby(
  settings: readonly string[],
  readOnly: boolean,
  run: (primary: Db, standby: Database) => Promise<void>,
): Promise<void> {
  // The server may end a connection before the pool, which is done with it, has.
  allowConsole(/an idle database connection broke/);
  const postgres = await startLocalPostgres();
  await postgres.createDatabase("product");
  const primary = openPg(postgres.url("product"));
  await primary.migrate();
  const standby = await startStandby(postgres.url("product"), settings);
  const database = await openDatabase({
    databaseUrl: standby.url("product"),
    ...{ databaseDriver: "pg", neonWsProxy: undefined, dataDir: "", readOnly },
  });
  try {
    await run(primary.db, database);
  } finally {
    await Promise.all([database.close(), primary.close()]);
    await standby.remove();
    await postgres.stop();
  }
}

describe("a standby that is read as a database of its own", () => {
  test("has its pages say until when they have every change", { timeout: 90_000 }, () =>
    withStandby([], true, async (primary, standby) => {
      standInDatabase(standby);
      try {
        const lastChange = async () => (await readState(standby.db)).replica?.lastChange?.getTime();
        await makeUser(primary);
        const between = await clock(primary);
        await expect.poll(lastChange).toBeLessThanOrEqual(between);
        await makeUser(primary);
        await expect.poll(lastChange).toBeGreaterThanOrEqual(between);
      } finally {
        standInDatabase(undefined);
      }
    }),
  );

  test("is asked once more where it ended a read to go on replaying", { timeout: 90_000 }, () =>
    withStandby(["max_standby_streaming_delay=0"], false, async (primary, { db }) => {
      const { id } = await makeUser(primary, { name: "Before" });
      const isCaughtUp = sql`select pg_last_wal_replay_lsn() >= ${await writtenUpTo(primary)}::pg_lsn as answer`;
      await expect.poll(async () => (await db.execute<{ answer: boolean }>(isCaughtUp)).rows[0]!.answer).toBe(true);
      const clearAway = async () => {
        const sleeping = sql`select count(*)::int as count from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`;
        await expect.poll(async () => (await db.execute<{ count: number }>(sleeping)).rows[0]!.count).toBe(1);
        await primary.update(user).set({ name: "After" }).where(eq(user.id, id));
        await primary.execute(sql`vacuum ${user}`);
      };
      let asked = 0;
      const name = await db.transaction(
        async (tx) => {
          asked++;
          const nameNow = async () => (await tx.select({ name: user.name }).from(user).where(eq(user.id, id)))[0]!.name;
          await nameNow();
          if (asked === 1) {
            // What this read still sees is cleared away, which the standby cannot replay beside it.
            await Promise.all([tx.execute(sql`select pg_sleep(60)`), clearAway()]);
          }
          return nameNow();
        },
        { isolationLevel: "repeatable read", accessMode: "read only" },
      );
      expect([asked, name]).toEqual([2, "After"]);
    }),
  );
});

/** What time it is by the database. Milliseconds. */
async function clock(db: Db): Promise<number> {
  const { rows } = await db.execute<{ at: number }>(sql`select extract(epoch from clock_timestamp())::float8 * 1000 as at`);
  return rows[0]!.at;
}
