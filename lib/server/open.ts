import type { Database } from "../db/database.server.ts";
import { driverFor, openDatabase } from "../db/open-database.server.ts";
import { pendingMigrations } from "../db/pending-migrations.server.ts";
import { readOnlyWords } from "../db/read-only.ts";
import { refuseLiveProduct } from "../db/refuse-live-product.server.ts";
import type { Env } from "../env.server.ts";
import { giveLocalSecrets } from "./environment.ts";

/** A command that migrates holds its lock on one connection, works on a second and looks who is in its way on a third. */
const FEWEST_CONNECTIONS = 4;

/**
 * Opens the environment's database for a command.
 *
 * @param options.forPages its queries end after `DATABASE_TIMEOUT`, and lists have a replica to read from where there is one; without it they
 * take as long as they need, as a migration does
 * @throws Error of one line that says why it cannot
 */
export async function openForCommand(env: Env, { forPages = false } = {}): Promise<Database> {
  if (driverFor(env) === "pglite") giveLocalSecrets(env.dataDir);
  const databasePoolMax = Math.max(env.databasePoolMax, FEWEST_CONNECTIONS);
  return openDatabase(forPages ? env : { ...env, databasePoolMax, databaseTimeout: 0, databaseReadUrl: undefined }, () =>
    console.log("Waiting for the database to wake up …"),
  );
}

/** Opens the environment's database for as long as `work` takes, and closes it whatever comes of that; gives the exit status that `work` does. */
export async function withDatabase<Status extends number>(env: Env, work: (database: Database) => Promise<Status>): Promise<Status> {
  const database = await openForCommand(env);
  try {
    return await work(database);
  } finally {
    await database.close().catch(() => {});
  }
}

/**
 * Refuses a database in which nothing can be changed, for a command that changes it.
 *
 * @throws Error of one line that says why
 */
export function requireWritable({ readOnly }: Database): void {
  if (readOnly !== undefined) throw new Error(readOnlyWords(readOnly));
}

/**
 * Refuses a database that is not up to date.
 *
 * @throws Error of one line that says what to do
 */
export async function requireMigrations(database: Database): Promise<void> {
  const pending = await pendingMigrations(database.db);
  if (pending === 0) return;
  // A product's database that was not moved into: its way in is another command.
  await refuseLiveProduct(database.db);
  throw new Error(`The database at ${database.address} lacks ${pending} migrations. Run: npm run db:migrate`);
}
