import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";

/** One state of the database, held by one connection until `close`. */
export interface Snapshot {
  readonly db: Db;
  close(): Promise<void>;
}

/** Longer than the longest batch or count of a large table; what a page may take would cut an export off. */
const STATEMENT_LIMIT = "10min";
/** Longer than a download may stand still (see IDLE_LIMIT_MS): the database must not end it first. */
const IDLE_LIMIT = "15min";

/**
 * Holds what the database is now: every query on it sees the same rows, whatever others write meanwhile (repeatable read, read only). It
 * takes a connection of the pool, so whoever opens one must close it.
 */
export function openSnapshot(db: Db): Promise<Snapshot> {
  return new Promise((resolve, reject) => {
    let letGo = () => {};
    const isLetGo = new Promise<void>((done) => {
      letGo = done;
    });
    const ended = db.transaction(
      async (tx) => {
        await unhurried(tx);
        resolve({
          db: tx,
          async close() {
            letGo();
            // A connection that broke says so to the query that was waiting for it, and again here, where nobody minds.
            await ended.catch(() => {});
          },
        });
        await isLetGo;
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    ended.catch(reject);
  });
}

/** Takes the time limits of pages off a transaction. */
export async function unhurried(tx: Db): Promise<void> {
  await tx.execute(sql.raw(`set local statement_timeout = '${STATEMENT_LIMIT}'`));
  await tx.execute(sql.raw(`set local idle_in_transaction_session_timeout = '${IDLE_LIMIT}'`));
}
