import { type SQL, sql } from "drizzle-orm";
import { bePatient } from "../db/cut-silent.server.ts";
import type { CopiedRows, Database, Db, HeldConnection } from "../db/database.server.ts";
import { unlimitedTransaction } from "../db/unlimited-transaction.ts";

/** One state of the database, held by one connection until `close`. */
export interface Snapshot {
  readonly db: Db;
  /** Where the driver can: the rows of a select, the fastest way, see HeldConnection. Until they have ended, `db` can be asked nothing. */
  copy?(select: SQL, size: number): AsyncGenerator<CopiedRows>;
  close(): Promise<void>;
}

/** Longer than a download may last: one statement may bring all of its rows. What a page may take would cut an export off. */
const STATEMENT_LIMIT = "150min";
/** Longer than a download may stand still (see IDLE_LIMIT_MS): the database must not end it first. */
const IDLE_LIMIT = "15min";

/**
 * Holds what the database is now: every query on it sees the same rows, whatever others write meanwhile (repeatable read, read only). It
 * takes a connection of the pool, so whoever opens one must close it.
 */
export function openSnapshot({ db, hold }: Pick<Database, "db" | "hold">): Promise<Snapshot> {
  return hold ? heldSnapshot(hold) : snapshotIn(db);
}

async function heldSnapshot(hold: () => Promise<HeldConnection>): Promise<Snapshot> {
  const { db, copy, release } = await hold();
  try {
    await db.execute(sql`begin isolation level repeatable read read only`);
    await unhurried(db);
  } catch (error) {
    release(true);
    throw error;
  }
  return {
    db,
    copy,
    async close() {
      const isOver = await db.execute(sql`rollback`).then(
        () => true,
        () => false,
      );
      // A connection that broke has said so to what was waiting for it.
      release(!isOver);
    },
  };
}

/** By a transaction that does not end before it is told to: so drizzle holds a connection with every driver. */
function snapshotIn(db: Db): Promise<Snapshot> {
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
  bePatient(tx);
  await tx.execute(sql.raw(unlimitedTransaction("local")));
  await tx.execute(sql.raw(`set local statement_timeout = '${STATEMENT_LIMIT}'`));
  await tx.execute(sql.raw(`set local idle_in_transaction_session_timeout = '${IDLE_LIMIT}'`));
}
