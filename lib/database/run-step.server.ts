import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { databaseErrorCode, isStatementTimeout } from "../db/database-errors.ts";
import { quoted } from "../db/quoted.ts";
import type { Step } from "./finding.ts";
import { whoIsInTheWay } from "./in-the-way.server.ts";
import { transactionOf } from "./step-transaction.ts";

/** How often a step that meets a lock is tried before it is given up, and the pause between two tries in milliseconds. */
const MOST_TRIES = 120;
const PAUSE_MS = 1_000;

/** How often a step that is not done in its time by itself is tried: others wait each time, and it will hardly be quicker. */
const MOST_SLOW_TRIES = 10;

/**
 * An index is built, and a key is checked, beside all others; what an index waits for is the end of transactions that are older than it. Nobody
 * waits for either.
 */
export const INDEX_LOCK_TIMEOUT_MS = 15 * 60_000;
const MOST_ALONE_TRIES = 4;

/** How often it is looked who is in the way of an index. Milliseconds. */
const LOOK_EVERY_MS = 5_000;

export interface RunOptions {
  /** Milliseconds that anybody waits for one of our locks at most: the wait for the lock and what is done under it. */
  lockTimeout: number;
  /** Milliseconds that an index waits for older transactions before it is begun anew; by itself 15 minutes. */
  indexLockTimeout?: number;
  /** Waited for. */
  onStep?: (progress: StepProgress) => void | Promise<void>;
  signal?: AbortSignal;
}

export interface StepProgress {
  step: Step;
  place: number;
  of: number;
  /** The tries so far ended in a lock that somebody else held, or took too long. */
  tries: number;
  /**
   * "took too long": by itself, nobody was seen in the way; it is tried again. "left out": rows of the product's do not fit into the index; it
   * is tried again by the next run.
   */
  state: "begins" | "waits" | "took too long" | "done" | "left out";
  /** Who holds what it waits for, in words; "" where that is not known. */
  inTheWay: string;
}

/** The connection that runs the steps. */
export interface Worker {
  db: Db;
  /** Of its connection, as the server knows it. */
  pid: number;
  /** Other connections, where there are any. */
  beside: Db | undefined;
}

/**
 * Runs one step, again and again where a lock is held, and some more times where it takes too long by itself. An index that rows do not fit
 * into is left out: what begins it anew is the next run.
 *
 * @throws Error naming the step, and who was in the way of it
 */
export async function runStep(worker: Worker, step: Step, place: { place: number; of: number }, options: RunOptions): Promise<void> {
  const { db } = worker;
  const isAlone = step.lock === "reads all";
  let inTheWay = "";
  let wasSlow = false;
  let slowTries = 0;
  for (let tries = 0; ; tries++) {
    const say = (state: StepProgress["state"]) => options.onStep?.({ step, ...place, tries, state, inTheWay });
    await say(tries === 0 ? "begins" : wasSlow ? "took too long" : "waits");
    inTheWay = "";
    const stopLooking = lookWhoIsInTheWay(worker, isAlone ? LOOK_EVERY_MS : options.lockTimeout / 4, async (who) => {
      inTheWay = who;
      if (isAlone) await say("waits");
    });
    try {
      await (isAlone ? runAlone(db, step, options.indexLockTimeout ?? INDEX_LOCK_TIMEOUT_MS) : runAtOnce(db, step, options.lockTimeout));
      await say("done");
      return;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (step.index !== undefined && isAboutRows(error)) {
        await dropRemains(db, step).catch(() => {});
        await say("left out");
        return;
      }
      wasSlow = isStatementTimeout(error) && inTheWay === "";
      if (wasSlow) slowTries++;
      const isLast = tries + 1 >= (isAlone ? MOST_ALONE_TRIES : MOST_TRIES) || slowTries >= MOST_SLOW_TRIES;
      if (!isHeldUp(error) || isLast)
        throw failed(step, error, wasSlow ? SLOW : inTheWay && isHeldUp(error) ? `In the way: ${inTheWay}.` : "");
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      options.signal?.throwIfAborted();
    } finally {
      stopLooking();
    }
  }
}

const SLOW = "It took too long, and nobody was in the way: see db:adopt -- --help, --lock-timeout.";

/** Looks every so many milliseconds; `say` hears of whoever is there. */
function lookWhoIsInTheWay({ beside, pid }: Worker, every: number, say: (who: string) => Promise<void>): () => void {
  if (!beside) return () => {};
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    const who = await whoIsInTheWay(beside, pid).catch(() => "");
    if (who !== "") await say(who).catch(() => {});
    isLooking = false;
  }, every);
  return () => clearInterval(timer);
}

/** Sent in one piece, so that nobody waits for what we say next. */
async function runAtOnce(db: Db, step: Step, lockTimeout: number): Promise<void> {
  try {
    await db.execute(sql.raw(transactionOf(step, lockTimeout).join(";\n")));
  } catch (error) {
    await db.execute(sql`rollback`).catch(() => {});
    throw error;
  }
}

/** Of what reads all: an index that no transaction may hold, or a key that none has to. */
async function runAlone(db: Db, step: Step, lockTimeout: number): Promise<void> {
  await db.execute(sql.raw(`set lock_timeout = ${lockTimeout}`));
  // Nobody waits for it, and a limit that the role or database has for its queries is not meant for this.
  await db.execute(sql`set statement_timeout = 0`);
  try {
    // An earlier try has left it where it was given up: "if not exists" would find it, and leave it as it is.
    await dropRemains(db, step);
    for (const statement of step.statements) await db.execute(sql.raw(statement));
  } finally {
    await db.execute(sql`reset lock_timeout`).catch(() => {});
    await db.execute(sql`reset statement_timeout`).catch(() => {});
  }
}

/** Drops what was begun of an index and is of no use; writers would keep it up to date, and fail where a row does not fit into it. */
async function dropRemains(db: Db, { index }: Step): Promise<void> {
  if (index === undefined) return;
  const name = `public.${quoted(index)}`;
  const { rows } = await db.execute(sql`select from pg_index where indexrelid = to_regclass(${name}) and not indisvalid`);
  if (rows.length > 0) await db.execute(sql.raw(`drop index concurrently if exists ${name}`));
}

/** A row that does not fit into an index (class 54), or whose values its expression cannot take (class 22; 0A000 for an infinite time). */
function isAboutRows(error: unknown): boolean {
  return /^(22|54|0A000)/.test(databaseErrorCode(error) ?? "");
}

/** A lock that somebody held for too long, a statement that ran out of its time, or a deadlock: later it will go. */
function isHeldUp(error: unknown): boolean {
  return ["55P03", "57014", "40P01"].includes(databaseErrorCode(error) ?? "");
}

function failed({ statements, reason }: Step, error: unknown, why: string): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new Error(
    `${cause}${why && `\n${why}`}\nThis step was not done, and none behind it: ${reason}\n${statements.join(";\n")}\nWhat is done stays; run it again.`,
    {
      cause: error,
    },
  );
}
