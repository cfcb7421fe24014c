import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database, Db } from "../db/database.server.ts";
import { type FillProgress, fillKeptTables } from "../db/fill-kept-tables.server.ts";
import { JOURNAL } from "../db/migrate.server.ts";
import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import { refuseHiddenRows } from "../db/refuse-hidden-rows.server.ts";
import { type Examination, examine } from "./examine.server.ts";
import { type Finding, worst } from "./finding.ts";
import { missingRights } from "./missing-rights.server.ts";
import { type RunOptions, runStep, type StepProgress } from "./run-step.server.ts";

export type { StepProgress };

export interface AdoptOptions extends RunOptions {
  onFill?: (progress: FillProgress) => void;
  /** Lets the product's own triggers run where rows of its own get values in Purser's columns, and the role may not keep them out. */
  letProductTriggersRun?: boolean;
}

/** Moving in is refused: the database has something that Purser does not work with. Nothing was changed. */
export class CannotAdopt extends Error {
  readonly stops: readonly Finding[];

  constructor(stops: readonly Finding[]) {
    super(`Purser does not work with this database: ${stops.map(({ about, says }) => `${about}: ${says}`).join("\n")}`);
    this.name = "CannotAdopt";
    this.stops = stops;
  }
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
  await database.exclusively(async () => {
    const before = await examine(database.db, { rows: false });
    refuseStops(before);
    await refuseWithoutRights(database.db, before);
    // A new trigger's tables are filled anew.
    const isToBeFilled = before.noted === 0 || before.unfinished.length > 0 || before.steps.some(({ phase }) => phase === "trigger");
    if (isToBeFilled) await refuseHiddenRows(database.db);
    const { db, release } = await database.connect();
    const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const worker = { db, pid: rows[0]!.pid, beside: database.driver === "pglite" ? undefined : database.db };
    // Who ends us must not leave the server at work on an index that nobody waits for any more.
    const cancel = () => void worker.beside?.execute(sql`select pg_cancel_backend(${worker.pid}::int)`).catch(() => {});
    options.signal?.addEventListener("abort", cancel);
    try {
      for (const [index, step] of before.steps.entries()) {
        options.signal?.throwIfAborted();
        await runStep(worker, step, { place: index + 1, of: before.steps.length }, options);
      }
    } finally {
      options.signal?.removeEventListener("abort", cancel);
      // A word to cancel that comes late must not end what somebody else does on this connection.
      release(options.signal?.aborted ?? false);
    }
    if (before.noted === 0) await noteMigrations(database.db);
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
    await tx.execute(sql.raw(`analyze public.${quoted(table)}`));
  });
}

function refuseStops({ findings }: Examination): void {
  if (worst(findings) === "stops") throw new CannotAdopt(findings.filter(({ verdict }) => verdict === "stops"));
}

/** @throws Error before anything is changed: a role that may do the first half of the steps alone would leave them half done */
async function refuseWithoutRights(db: Db, { steps, noted }: Examination): Promise<void> {
  const lacking = await missingRights(db, steps, noted === 0);
  if (lacking.length > 0)
    throw new Error(
      `This role may not do what moving in takes: ${lacking.join("; ")}. Run it as the owner of the tables. Nothing was changed.`,
    );
}

/** Notes all of our migrations as done, as drizzle's migrator does: the next ones go on from there. */
async function noteMigrations(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__purser_migrations (id serial primary key, hash text not null, created_at bigint)`,
    );
    const rows = readMigrationFiles(JOURNAL).map(({ hash, folderMillis }) => sql`(${hash}, ${folderMillis}::bigint)`);
    await tx.execute(sql`insert into drizzle.__purser_migrations (hash, created_at) values ${sql.join(rows, sql`, `)}`);
  });
}
