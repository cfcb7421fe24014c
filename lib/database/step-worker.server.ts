import { sql } from "drizzle-orm";
import type { Database } from "../db/database.server.ts";
import { quoted } from "../db/quoted.ts";
import { unlimitedTransaction } from "../db/unlimited-transaction.ts";
import type { Worker } from "./run-step.server.ts";

export interface StepWorker extends Worker {
  /** Takes the owner's place on the connection for all that comes, or gives it back; nothing where it is the owner's own. */
  actAs(whom: "owner" | "itself"): Promise<void>;
}

/**
 * Opens a connection for the steps, without what a role or database sets that is not meant for them, and closes it after `work`.
 *
 * @param owner as whom it acts once it is told to; undefined: as itself
 * @param signal ends what the server is at work on
 */
export async function withStepWorker(
  database: Database,
  owner: string | undefined,
  signal: AbortSignal,
  work: (worker: StepWorker) => Promise<void>,
): Promise<void> {
  const { db, release } = await database.connect();
  const beside = database.driver === "pglite" ? undefined : database.db;
  try {
    await db.execute(sql.raw(unlimitedTransaction("session")));
    const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const { pid } = rows[0]!;
    let acting: "owner" | "itself" = "itself";
    const actAs = async (whom: "owner" | "itself") => {
      if (owner === undefined || whom === acting) return;
      await db.execute(sql.raw(whom === "owner" ? `set role ${quoted(owner)}` : "reset role"));
      acting = whom;
    };
    // Who ends us must not leave the server at work on an index that nobody waits for any more.
    const cancel = () => void beside?.execute(sql`select pg_cancel_backend(${pid}::int)`).catch(() => {});
    signal.addEventListener("abort", cancel);
    try {
      await work({ db, pid, beside, actAs });
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  } finally {
    // Closed: nobody else is to get what is set on it, or a word to cancel that comes late.
    release(true);
  }
}
