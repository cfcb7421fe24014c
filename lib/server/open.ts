import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "../db/database.server.ts";
import { MIGRATIONS } from "../db/migrate.server.ts";
import { driverFor, openDatabase } from "../db/open-database.server.ts";
import type { Env } from "../env.server.ts";
import { exitWith, giveLocalSecrets } from "./environment.ts";

/**
 * Opens the environment's database for a command, or ends the process with one line that says why it cannot.
 *
 * @param options.forPages its queries end after `DATABASE_TIMEOUT`; without it they take as long as they need, as a migration does
 */
export async function openForCommand(env: Env, { forPages = false } = {}): Promise<Database> {
  try {
    if (driverFor(env) === "pglite") giveLocalSecrets(env.dataDir);
    return await openDatabase(forPages ? env : { ...env, databaseTimeout: 0 });
  } catch (error) {
    exitWith(error);
  }
}

/** How many migrations the database still lacks. */
export async function pendingMigrations({ db }: Database): Promise<number> {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, "meta", "_journal.json"), "utf8")) as { entries: unknown[] };
  const { rows } = await db.execute<{ there: boolean }>(sql`select to_regclass('drizzle.__purser_migrations') is not null as there`);
  if (!rows[0]?.there) return journal.entries.length;
  const { rows: applied } = await db.execute<{ count: number }>(sql`select count(*)::int as count from drizzle.__purser_migrations`);
  return Math.max(0, journal.entries.length - applied[0]!.count);
}

/**
 * Refuses a database that is not up to date.
 *
 * @throws Error of one line that says what to do
 */
export async function requireMigrations(database: Database): Promise<void> {
  const pending = await pendingMigrations(database);
  if (pending > 0) throw new Error(`The database at ${database.address} lacks ${pending} migrations. Run: npm run migrate`);
}
