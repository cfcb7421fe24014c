import { sql } from "drizzle-orm";
import { inject } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { isStatementTimeout } from "../../lib/db/database-errors.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";

async function withTimeout(databaseTimeout: number, search: string, use: (database: Database) => Promise<void>): Promise<void> {
  const neonWsProxy = testDriver === "neon" ? inject("neonWsProxy") : undefined;
  const databaseUrl = inject("postgresUrl") + search;
  const database = await openDatabase({ databaseUrl, databaseDriver: testDriver, neonWsProxy, dataDir: "unused", databaseTimeout });
  await use(database).finally(() => database.close());
}

const settings = async ({ db }: Database) =>
  (await db.execute(sql`select current_setting('statement_timeout') as timeout, current_setting('TimeZone') as zone`)).rows[0];

describe.skipIf(testDriver === "pglite")("a query of a page", () => {
  test("ends after the timeout", async () => {
    await withTimeout(1, "", async (database) => {
      expect(await settings(database)).toEqual({ timeout: "1s", zone: "UTC" });
      const error = await database.db.execute(sql`select pg_sleep(10)`).catch((thrown: unknown) => thrown);
      expect(isStatementTimeout(error)).toBe(true);
    });
  });

  test("has no limit of ours at 0", () =>
    withTimeout(0, "", async (database) => {
      expect(await settings(database)).toEqual({ timeout: "0", zone: "UTC" });
    }));

  test.runIf(testDriver === "pg")("keeps the options of its address", () =>
    withTimeout(7, "?options=-c%20work_mem%3D9MB", async (database) => {
      expect(await settings(database)).toEqual({ timeout: "7s", zone: "UTC" });
      expect((await database.db.execute(sql`select current_setting('work_mem') as memory`)).rows).toEqual([{ memory: "9MB" }]);
    }),
  );
});
