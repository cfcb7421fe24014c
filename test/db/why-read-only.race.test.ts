import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { inject } from "vitest";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { openPglite } from "../../lib/db/open-pglite.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startStandby } from "../helpers/standby.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const READ_ONLY_TRANSACTION = "25006";
const choice = { databaseDriver: "pg", neonWsProxy: undefined, dataDir: "unused" } as const;

/** What becomes of a change in this database. */
async function write(database: Awaited<ReturnType<typeof openDatabase>>): Promise<string | undefined> {
  return database.db.execute(sql`delete from rollup_log`).then(
    () => "written",
    (error: unknown) => databaseErrorCode(error),
  );
}

describe("a database that is opened", () => {
  test("can be changed where nothing speaks against it, also an empty one", async () => {
    for (const from of ["template", "empty"] as const) {
      const database = await openDatabase({ ...choice, databaseUrl: await createTestDatabase(from) });
      expect(database.readOnly).toBeUndefined();
      await database.close();
    }
  });

  test("is read-only where it is a standby", { timeout: 60_000 }, async () => {
    // The server may end a connection before the pool, which is done with it, has.
    allowConsole(/an idle database connection broke/);
    const primary = await startLocalPostgres();
    const standby = await startStandby(primary.url("postgres"));
    try {
      const database = await openDatabase({ ...choice, databaseUrl: standby.url("postgres") });
      expect(database.readOnly).toBe("its database is a standby");
      await database.close();
    } finally {
      await standby.remove();
      await primary.stop();
    }
  });

  test("is read-only where the database itself is set so", async () => {
    const databaseUrl = await createTestDatabase("template");
    const writable = await openDatabase({ ...choice, databaseUrl });
    await writable.db.execute(sql.raw(`alter database ${new URL(databaseUrl).pathname.slice(1)} set default_transaction_read_only = on`));
    await writable.close();
    const database = await openDatabase({ ...choice, databaseUrl });
    expect(database.readOnly).toBe("its database role or its database is set to read-only transactions");
    expect(await write(database)).toBe(READ_ONLY_TRANSACTION);
    await database.close();
  });

  test.for(["pg", "neon"] as const)("refuses every write through %s where the environment asks for it", async (databaseDriver) => {
    const databaseUrl = await createTestDatabase("template");
    const database = await openDatabase({
      ...{ ...choice, databaseUrl, databaseDriver },
      ...{ neonWsProxy: inject("neonWsProxy"), readOnly: true },
    });
    expect(database.readOnly).toBe("PURSER_READ_ONLY is set");
    expect(await write(database)).toBe(READ_ONLY_TRANSACTION);
    await database.close();
  });

  test("refuses every write where it is the embedded one", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "purser-read-only-"));
    try {
      const writable = await openPglite(folder);
      await writable.migrate();
      expect(await write(writable)).toBe("written");
      await writable.close();
      const database = await openPglite(folder, true);
      expect(database.readOnly).toBe("PURSER_READ_ONLY is set");
      expect(await write(database)).toBe(READ_ONLY_TRANSACTION);
      await database.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
