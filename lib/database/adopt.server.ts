import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database, Db } from "../db/database.server.ts";
import { type FillProgress, fillKeptTables } from "../db/fill-kept-tables.server.ts";
import { JOURNAL } from "../db/migrate.server.ts";
import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import { makeJournal } from "../db/run-migrations.server.ts";
import { unlimitedTransaction } from "../db/unlimited-transaction.ts";
import { type Examination, examine } from "./examine.server.ts";
import { phasesAsItself } from "./finding.ts";
import { type Allowed, CannotAdopt, refuseToAdopt } from "./refuse-to-adopt.server.ts";
import { type RunOptions, runStep, type StepProgress } from "./run-step.server.ts";
import { withStepWorker } from "./step-worker.server.ts";

export type { StepProgress };

export { CannotAdopt };

export interface AdoptOptions extends RunOptions, Allowed {
  onFill?: (progress: FillProgress) => void;
}

/**
 * Moves Purser into a live product's database, or goes on where that was cut off: runs what is missing step by step, notes our migrations as
 * done, fills what triggers keep from the rows that are there, and gathers statistics. Nothing of the product's is dropped, renamed, retyped
 * or tightened.
 *
 * @returns the examination after it
 * @throws CannotAdopt, and Error where the role may not do it or does not see all rows, before anything is changed; Error naming the step that
 * a lock, or the database, did not let through
 */
export async function adopt(database: Database, options: AdoptOptions): Promise<Examination> {
  await database.exclusively(async (lost) => {
    const signal = AbortSignal.any([lost, ...(options.signal ? [options.signal] : [])]);
    const before = await examine(database.db, { rows: false });
    await refuseToAdopt(database.db, before, options);
    await withStepWorker(database, before.movingIn.owner, signal, async (worker) => {
      for (const [index, step] of before.steps.entries()) {
        signal.throwIfAborted();
        await worker.actAs(phasesAsItself.includes(step.phase) ? "itself" : "owner");
        await runStep(worker, step, { place: index + 1, of: before.steps.length }, { ...options, signal });
      }
      signal.throwIfAborted();
      await worker.actAs("owner");
      if (before.noted === 0) await noteMigrations(worker.db);
    });
  });
  await fillKeptTables(database.db, {
    ...(options.onFill && { onProgress: options.onFill }),
    signal: options.signal,
    letProductTriggersRun: options.letProductTriggersRun ?? false,
  });
  options.signal?.throwIfAborted();
  const after = await examine(database.db, { rows: false });
  for (const name of after.live.tables.keys()) if (isProductTable(name) || keptTables.has(name)) await analyze(database.db, name);
  return after;
}

const keptTables = new Set(["message_text", "tool_call_failure", "payment_entry"]);

/** The planner knows nothing of a new column, or of an expression that a new index is over, until statistics are gathered. */
async function analyze(db: Db, table: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql.raw(unlimitedTransaction("local")));
    await tx.execute(sql.raw(`analyze public.${quoted(table)}`));
  });
}

/** Notes all of our migrations as done, as drizzle's migrator does: the next ones go on from there. */
async function noteMigrations(db: Db): Promise<void> {
  await makeJournal(db);
  const rows = readMigrationFiles(JOURNAL).map(({ hash, folderMillis }) => sql`(${hash}, ${folderMillis}::bigint)`);
  await db.execute(sql`insert into drizzle.__purser_migrations (hash, created_at) values ${sql.join(rows, sql`, `)}`);
}
