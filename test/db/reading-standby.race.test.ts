import { eq, sql } from "drizzle-orm";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { user } from "../../lib/db/schema.ts";
import { writtenUpTo } from "../../lib/db/written-up-to.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startStandby } from "../helpers/standby.ts";

describe("a standby that is read as a database of its own", () => {
  test("is asked once more where it ended a read to go on replaying", { timeout: 90_000 }, async () => {
    // The server may end a connection before the pool, which is done with it, has.
    allowConsole(/an idle database connection broke/);
    const postgres = await startLocalPostgres();
    await postgres.createDatabase("product");
    const primary = openPg(postgres.url("product"));
    await primary.migrate();
    const standby = await startStandby(postgres.url("product"), ["max_standby_streaming_delay=0"]);
    const database = await openDatabase({
      databaseUrl: standby.url("product"),
      ...{ databaseDriver: "pg", neonWsProxy: undefined, dataDir: "" },
    });
    try {
      const { id } = await makeUser(primary.db, { name: "Before" });
      const isCaughtUp = sql`select pg_last_wal_replay_lsn() >= ${await writtenUpTo(primary.db)}::pg_lsn as answer`;
      await expect.poll(async () => (await database.db.execute<{ answer: boolean }>(isCaughtUp)).rows[0]!.answer).toBe(true);
      const clearAway = async () => {
        const sleeping = sql`select count(*)::int as count from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`;
        await expect.poll(async () => (await database.db.execute<{ count: number }>(sleeping)).rows[0]!.count).toBe(1);
        await primary.db.update(user).set({ name: "After" }).where(eq(user.id, id));
        await primary.db.execute(sql`vacuum ${user}`);
      };
      let asked = 0;
      const name = await database.db.transaction(
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
    } finally {
      await Promise.all([database.close(), primary.close()]);
      await standby.remove();
      await postgres.stop();
    }
  });
});
