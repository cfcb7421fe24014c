import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database, Db } from "../db/database.server.ts";
import { databaseErrorCode } from "../db/database-errors.ts";
import { type FillProgress, fillKeptTables } from "../db/fill-kept-tables.server.ts";
import { JOURNAL } from "../db/migrate.server.ts";
import { isProductTable } from "../db/product-tables.ts";
import { type Examination, examine } from "./examine.server.ts";
import { type Finding, type Step, worst } from "./finding.ts";
import { quoted } from "./same-definition.ts";

/** How often a step that meets a lock is tried before it is given up, and the pause between two tries in milliseconds. */
const MOST_TRIES = 120;
const PAUSE_MS = 1_000;

/** An index is built beside all others; what it waits for is the end of transactions that are older than it. Nobody waits for it. */
const INDEX_LOCK_TIMEOUT = "15min";

export interface AdoptOptions {
  /** Milliseconds that anybody waits for one of our locks at most: the wait for the lock and what is done under it. */
  lockTimeout: number;
  /** Waited for. */
  onStep?: (progress: StepProgress) => void | Promise<void>;
  onFill?: (progress: FillProgress) => void;
  /** Lets the product's own triggers run where rows of its own get values in Purser's columns, and the role may not keep them out. */
  letProductTriggersRun?: boolean;
  signal?: AbortSignal;
}

export interface StepProgress {
  step: Step;
  place: number;
  of: number;
  /** The tries so far ended in a lock that somebody else held. */
  tries: number;
  state: "begins" | "waits" | "done";
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
 * @throws CannotAdopt before anything is changed; Error naming the step that a lock, or the database, did not let through
 */
export async function adopt(database: Database, options: AdoptOptions): Promise<Examination> {
  await database.exclusively(async () => {
    const before = await examine(database.db, { rows: false });
    refuseStops(before);
    const { db, release } = await database.connect();
    try {
      for (const [index, step] of before.steps.entries()) {
        options.signal?.throwIfAborted();
        await runStep(db, step, { place: index + 1, of: before.steps.length }, options);
      }
    } finally {
      release(false);
    }
    if (before.noted === 0) await noteMigrations(database.db);
  });
  await fillKeptTables(database.db, {
    ...(options.onFill && { onProgress: options.onFill }),
    signal: options.signal,
    letProductTriggersRun: options.letProductTriggersRun ?? false,
  });
  const after = await examine(database.db, { rows: false });
  for (const name of after.live.tables.keys()) if (isProductTable(name) || keptTables.has(name)) await analyze(database.db, name);
  return after;
}

const keptTables = new Set(["message_text", "tool_call_failure", "payment_entry"]);

/** The planner knows nothing of a new column, or of an expression that a new index is over, until statistics are gathered. */
async function analyze(db: Db, table: string): Promise<void> {
  await db.execute(sql.raw(`analyze public.${quoted(table)}`));
}

function refuseStops({ findings }: Examination): void {
  if (worst(findings) === "stops") throw new CannotAdopt(findings.filter(({ verdict }) => verdict === "stops"));
}

async function runStep(db: Db, step: Step, place: { place: number; of: number }, options: AdoptOptions): Promise<void> {
  for (let tries = 0; ; tries++) {
    await options.onStep?.({ step, ...place, tries, state: tries === 0 ? "begins" : "waits" });
    try {
      await (step.lock === "reads all" ? runAlone(db, step) : runAtOnce(db, step, options.lockTimeout));
      await options.onStep?.({ step, ...place, tries, state: "done" });
      return;
    } catch (error) {
      if (!isHeldUp(error) || tries + 1 >= MOST_TRIES) throw failed(step, error);
      options.signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/**
 * All of it or nothing, in a transaction that ends before anybody has waited for longer than `lockTimeout` milliseconds. It is sent in one
 * piece, so that nobody waits for what we say next.
 */
async function runAtOnce(db: Db, { statements }: Step, lockTimeout: number): Promise<void> {
  // Half for the wait, which others wait behind, and half for the work.
  const settings = [`set local lock_timeout = ${Math.ceil(lockTimeout / 2)}`, `set local statement_timeout = ${lockTimeout}`];
  try {
    await db.execute(sql.raw(["begin", ...settings, ...statements, "commit"].join(";\n")));
  } catch (error) {
    await db.execute(sql`rollback`).catch(() => {});
    throw error;
  }
}

/** Of an index: no transaction may hold it. */
async function runAlone(db: Db, { statements }: Step): Promise<void> {
  await db.execute(sql.raw(`set lock_timeout = '${INDEX_LOCK_TIMEOUT}'`));
  try {
    for (const statement of statements) await db.execute(sql.raw(statement));
  } finally {
    await db.execute(sql.raw("reset lock_timeout")).catch(() => {});
  }
}

/** A lock that somebody held for too long, a statement that ran out of its time, or a deadlock: later it will go. */
function isHeldUp(error: unknown): boolean {
  return ["55P03", "57014", "40P01"].includes(databaseErrorCode(error) ?? "");
}

function failed({ statements, reason }: Step, error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new Error(
    `${cause}\nThis step was not done, and none behind it: ${reason}\n${statements.join(";\n")}\nWhat is done stays; run it again.`,
    {
      cause: error,
    },
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
