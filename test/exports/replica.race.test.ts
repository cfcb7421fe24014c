import type { Database } from "../../lib/db/database.server.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { exportRun } from "../../lib/db/schema.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { readExportCsv } from "./csv-of.ts";
import { exporter, take } from "./take.ts";

/** A product's database with another one as its replica, until `run` has ended. */
async function withReplica(databaseReadUrl: string, run: (database: Database) => Promise<void>): Promise<void> {
  const databaseUrl = await createTestDatabase("template");
  const choice = { databaseDriver: "pg", neonWsProxy: undefined, dataDir: "unused" } as const;
  const database = await openDatabase({ ...choice, databaseUrl, databaseReadUrl });
  await run(database).finally(() => database.close());
}

/** The file of one payment, whose rows are to come from the replica. */
async function fileOf({ replica, ...database }: Database, paymentId: string) {
  const staff = await exporter(database.db, "payments:read");
  const file = await readExportCsv(await take({ ...database, rowsFrom: replica! }, staff, "payments", `id=${paymentId}`));
  return { ids: file.rows.map(([id]) => id), facts: file.facts };
}

async function changed(url: string | Promise<string>, change: (url: URL) => void): Promise<string> {
  const other = new URL(await url);
  change(other);
  return other.href;
}

describe("an export whose rows are to come from a replica", () => {
  test("has them from it, and says so where it cannot tell how far that is", async () => {
    const copyUrl = await createTestDatabase("template");
    const copy = await openDatabase({ databaseUrl: copyUrl, databaseDriver: "pg", neonWsProxy: undefined, dataDir: "unused" });
    await makePayment(copy.db, { id: "pay_there" }).finally(() => copy.close());
    await withReplica(copyUrl, async (database) => {
      const { ids, facts } = await fileOf(database, "pay_there");
      expect(ids).toEqual(["pay_there"]);
      expect(facts.get("Snapshot")).toMatch(/, of a replica$/);
      expect(facts.get("Replica")).toBe("may have been behind the database: the latest changes may be missing");
      expect(await database.db.$count(exportRun)).toBe(1);
    });
  });

  test.for([
    ["lacks the table", () => createTestDatabase("empty")],
    ["lets nobody in", () => changed(createTestDatabase("template"), (url) => Object.assign(url, { username: "stranger" }))],
    ["is away", () => changed(createTestDatabase("template"), (url) => Object.assign(url, { port: "9" }))],
  ] as const)("has them from the database itself where the copy %s, and is one run", async ([, urlOf]) => {
    allowConsole(/The replica cannot be read/);
    await withReplica(await urlOf(), async (database) => {
      const { id } = await makePayment(database.db);
      const { ids, facts } = await fileOf(database, id);
      expect(ids).toEqual([id]);
      expect([facts.has("Replica"), facts.get("Snapshot")]).toEqual([false, expect.not.stringContaining("replica")]);
      expect(await database.db.$count(exportRun)).toBe(1);
    });
  });
});
