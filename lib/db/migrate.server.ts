import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unlimitedTransaction } from "./unlimited-transaction.ts";

/** The folder of migrations, found from here upwards: this file runs from `lib/` and, bundled, from `build/`. */
export const MIGRATIONS = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "migrations", "meta", "_journal.json")) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, "migrations");
})();

/** Where applied migrations are noted. Not in drizzle's default table: the product, which uses drizzle too, may note its own there. */
export const JOURNAL = { migrationsFolder: MIGRATIONS, migrationsSchema: "drizzle", migrationsTable: "__purser_migrations" };

/** Any number that nobody else uses for an advisory lock in the same database: "purser" in ASCII. */
const LOCK_KEY = "123666711930226";

/** Milliseconds between two tries for the lock. */
const TRY_EVERY_MS = 250;

const LOST =
  "The connection that keeps a second run of Purser's migrations apart from this one was ended, by the server or on the way. What is done stays; run it again.";

/** What a pool's connection must be able to do to hold the lock. */
interface LockClient {
  query(text: string): Promise<{ rows: { is_mine?: boolean }[] }>;
  on(event: "error" | "end", listener: () => void): unknown;
  removeListener(event: "error" | "end", listener: () => void): unknown;
  release(isBroken: boolean): void;
}

/**
 * Runs `apply` while one connection holds a transaction-scoped advisory lock, because drizzle takes none and two processes may start
 * at once. Scoped to a transaction, not a session, so that it also holds through a transaction pooler. The second process waits, then
 * finds nothing left to apply. It tries again and again rather than to wait within a statement: an index that is built concurrently waits for
 * statements that are older than it, and so the two would wait for each other.
 *
 * @param apply is told by its signal that the lock is lost with its connection: another process may have it
 */
export async function underMigrationLock(
  pool: { connect(): Promise<LockClient> },
  apply: (lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  const lost = new AbortController();
  const lose = () => lost.abort(new Error(LOST));
  client.on("error", lose);
  client.on("end", lose);
  try {
    // Not at the level of the role or database, which may keep a snapshot for as long as the lock: what indexes are built past waits for that.
    await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
    await client.query(unlimitedTransaction("local"));
    while (!(await client.query(`SELECT pg_try_advisory_xact_lock(${LOCK_KEY}) AS is_mine`)).rows[0]!.is_mine) {
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
    await apply(lost.signal);
  } finally {
    await client.query("ROLLBACK").catch(() => {});
    client.removeListener("error", lose);
    client.removeListener("end", lose);
    client.release(lost.signal.aborted);
  }
}
