import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { adopt } from "../../lib/database/adopt.server.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { JOURNAL, MIGRATIONS } from "../../lib/db/migrate.server.ts";
import { allMigrations, notedMigrations, pendingMigrations } from "../../lib/db/pending-migrations.server.ts";
import { user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry, makeUser } from "../helpers/factories.ts";
import { createTestDatabase, openOn } from "../helpers/test-database.ts";
import { makeProductDatabase } from "./product-database.ts";

/** Opens a database of its own for a test and closes it after. */
async function withDatabase(run: (database: Database, another: () => Promise<Database>) => Promise<void>): Promise<void> {
  const url = await createTestDatabase("empty");
  const opened: Database[] = [];
  const open = async () => {
    const database = await openOn(url);
    opened.push(database);
    return database;
  };
  try {
    await run(await open(), open);
  } finally {
    await Promise.all(opened.map((database) => database.close()));
  }
}

describe("migrate", () => {
  test("run by several processes at once applies each migration once", () =>
    withDatabase(async (database, another) => {
      const all = [database, await another(), await another()];
      await Promise.all(all.map((one) => one.migrate()));
      expect(await notedMigrations(database.db)).toBe(allMigrations());
      await makeAuditEntry((await another()).db);
    }));

  test("run again changes nothing", () =>
    withDatabase(async (database) => {
      await database.migrate();
      const { id } = await makeUser(database.db);
      await database.migrate();
      expect(await notedMigrations(database.db)).toBe(allMigrations());
      expect(await database.db.$count(user, eq(user.id, id))).toBe(1);
    }));

  test("refuses a live product's database, names what moves in there, and leaves it alone", async ({ onTestFinished }) => {
    const { database } = await makeProductDatabase("older", onTestFinished);
    await expect(database.migrate()).rejects.toThrow(/chat, message, .*npm run db:adopt$/);
    const { rows } = await database.db.execute(
      sql`select to_regclass('audit_log') as audit, to_regclass('drizzle.__purser_migrations') as journal`,
    );
    expect(rows).toEqual([{ audit: null, journal: null }]);
  });

  test("goes on from a database that has been moved into", async ({ onTestFinished }) => {
    const { database, url } = await makeProductDatabase("newer", onTestFinished);
    await adopt(database, { lockTimeout: 1_000 });
    expect(await pendingMigrations(database.db)).toBe(0);
    await database.migrate();

    const folder = mkdtempSync(join(tmpdir(), "purser-later-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(MIGRATIONS, folder, { recursive: true });
    const file = join(folder, "meta", "_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { idx: number; when: number; tag: string }[] };
    const last = journal.entries.at(-1)!;
    journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: "9999_later" });
    writeFileSync(file, JSON.stringify(journal));
    writeFileSync(join(folder, "9999_later.sql"), "ALTER TABLE tag ADD COLUMN later text;");
    const pool = new pg.Pool({ connectionString: url });
    onTestFinished(() => pool.end());
    await migrate(drizzle(pool), { ...JOURNAL, migrationsFolder: folder });
    expect(await notedMigrations(database.db)).toBe(allMigrations() + 1);
    await database.db.execute(sql`select later from tag`);
  });
});
