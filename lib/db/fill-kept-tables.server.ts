import { eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { databaseErrorCode, isStatementTimeout } from "./database-errors.ts";
import { fillPaymentColumns, keepProductTriggersOut } from "./fill-payment-columns.server.ts";
import { refuseHiddenRows } from "./refuse-hidden-rows.server.ts";
import { backfill, message, messageText, payment, paymentEntry, toolCallFailure, toolCalls } from "./schema.ts";

const BATCH = 1_000;
/** What a batch should take, in milliseconds: the product waits for as long where it writes to one of its rows. */
const BATCH_MS = 100;
/** A batch is not made smaller than this for the time that it takes. */
const SMALLEST_BATCH = 50;
/** So often in a row may a batch meet a lock before the fill gives up; it goes on when the server starts again. */
const MOST_WAITS = 200;

/** How far a table is: rows looked at by this run, and those that had to be left out because the database could not take their text. */
export interface FillProgress {
  table: string;
  done: number;
  leftOut: number;
}

export interface FillOptions {
  onProgress?: (progress: FillProgress) => void;
  /** Stops between two batches; what is done stays done. */
  signal?: AbortSignal | undefined;
  /** Rows a transaction at most; fewer where they take long. */
  batch?: number;
  /** Lets the product's own triggers run for each row of its own that is written to, where they may not be kept out. */
  letProductTriggersRun?: boolean;
}

/** Where a kept table's rows come from, in the order of their ids. */
interface Source {
  /** Begins each batch's transaction. */
  prepare?: ((tx: Db) => Promise<void>) | undefined;
  /** Inserts what is missing for the next `limit` rows after `position`. A row that a trigger has written meanwhile is newer, and stays. */
  fill(position: string, limit: number): SQL;
  /** The id of the first row after `position`. */
  next(position: string): SQL;
}

const FIRST_UUID = "00000000-0000-0000-0000-000000000000";

// A row is locked before it is read, as the foreign key would do after it: one that is deleted at the moment is waited for, and is then gone.
const sources: Readonly<Record<string, Source>> = {
  message_text: {
    fill: (position, limit) => sql`
      with looked as (
        select id, chat_id, role, created_at, parts from ${message} where id > ${position} order by id limit ${limit} for key share
      ), filled as (
        insert into ${messageText} (message_id, chat_id, role, created_at, text)
        select id, chat_id, role, created_at, public.message_said(parts::json) from looked
        on conflict do nothing
      )
      select max(id) as last, count(*)::int as looked from looked`,
    next: (position) => sql`select id as last from ${message} where id > ${position} order by id limit 1`,
  },
  tool_call_failure: {
    fill: (position, limit) => sql`
      with looked as (
        select id, chat_id, tool_name, created_at, status, error from ${toolCalls}
        where id > ${position || FIRST_UUID}::uuid order by id limit ${limit} for key share
      ), filled as (
        insert into ${toolCallFailure} (tool_call_id, chat_id, tool_name, created_at, error_group)
        select id, chat_id, tool_name, created_at, public.error_group(error) from looked where status in ('failed', 'timeout')
        on conflict do nothing
      )
      select (array_agg(id order by id desc))[1]::text as last, count(*)::int as looked from looked`,
    next: (position) => sql`select id::text as last from ${toolCalls} where id > ${position || FIRST_UUID}::uuid order by id limit 1`,
  },
  payment_entry: {
    // Locked against any change: the entries of two versions of a payment must not mix.
    fill: (position, limit) => sql`
      with looked as (
        select id, refunds, disputes, total_amount, currency, created_at
        from ${payment} where id > ${position} order by id limit ${limit} for no key update
      ), filled as (
        insert into ${paymentEntry} (payment_id, kind, place, at, at_known, entry_id, status, stage, amount, currency, problem)
        select looked.id, e.kind, e.place, e.at, e.at_known, e.entry_id, e.status, e.stage, e.amount, looked.currency, e.problem
        from looked
        cross join lateral public.payment_entries(
          looked.refunds::json, looked.disputes::json, looked.total_amount, looked.currency, looked.created_at
        ) as e
        on conflict do nothing
      )
      select max(id) as last, count(*)::int as looked from looked`,
    next: (position) => sql`select id as last from ${payment} where id > ${position} order by id limit 1`,
  },
  // Last: it alone may be refused, and the others are not to wait for that.
  payment: {
    async prepare(tx) {
      const refused = await keepProductTriggersOut(tx);
      if (refused !== undefined) throw new Error(refused);
    },
    fill: fillPaymentColumns,
    next: (position) => sql`select id as last from ${payment} where id > ${position} order by id limit 1`,
  },
};

/** The kept tables that lack rows from before their triggers: what is searched or grouped is not all there yet. */
export async function unfinishedTables(db: Db): Promise<string[]> {
  return (await db.select({ name: backfill.name }).from(backfill).where(isNull(backfill.finishedAt))).map(({ name }) => name);
}

/**
 * Fills the tables that triggers keep from the rows that were there before the triggers, batch by batch, each in a transaction of its own,
 * so that nobody waits long. It goes on where it was left, and does nothing once it has finished; of two processes each takes the next
 * batch.
 *
 * @throws Error where a lock is held for minutes, where policies hide rows from this role, or where the product's own triggers may not be kept
 * out
 */
export async function fillKeptTables(db: Db, options: FillOptions = {}): Promise<void> {
  const unfinished = await unfinishedTables(db);
  if (unfinished.length > 0) await refuseHiddenRows(db);
  for (const [table, source] of Object.entries(sources)) if (unfinished.includes(table)) await fillTable(db, table, source, options);
}

async function fillTable(db: Db, table: string, source: Source, options: FillOptions): Promise<void> {
  const { onProgress, signal, batch = BATCH } = options;
  const progress = { table, done: 0, leftOut: 0 };
  const smallest = Math.min(batch, SMALLEST_BATCH);
  let limit = smallest;
  let waits = 0;
  while (!signal?.aborted) {
    const began = performance.now();
    try {
      const filled = await fillBatch(db, table, options.letProductTriggersRun ? { ...source, prepare: undefined } : source, limit);
      if (!filled) return;
      progress.done += filled.looked;
      progress.leftOut += filled.leftOut;
      waits = 0;
      const inTime = (limit * BATCH_MS) / (performance.now() - began);
      limit = Math.max(Math.min(limit, smallest), Math.min(batch, limit * 2, Math.floor(inTime)));
      onProgress?.({ ...progress });
    } catch (error) {
      if (isHeldUp(error)) {
        if (++waits > MOST_WAITS) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      } else if ((isAboutARow(error) || isStatementTimeout(error)) && limit > 1) {
        // Ever smaller: until it is done in time, or the row that cannot be kept stands alone.
        limit = Math.max(1, Math.floor(limit / 4));
      } else {
        throw error;
      }
    }
  }
}

/** Fills one batch and moves the position, in one transaction. Undefined at the end. */
async function fillBatch(db: Db, table: string, source: Source, limit: number): Promise<{ looked: number; leftOut: number } | undefined> {
  return db.transaction(async (tx) => {
    // Shorter than the time after which PostgreSQL looks for a deadlock, so that it is never the product's transaction that is ended for one.
    await tx.execute(sql`set local lock_timeout = '300ms'`);
    const [row] = await tx.select().from(backfill).where(eq(backfill.name, table)).for("update");
    if (!row || row.finishedAt) return undefined;
    await source.prepare?.(tx);
    const filled = await fillOrStepOver(tx, source, row.position, limit);
    await tx
      .update(backfill)
      .set(filled.last === null ? { finishedAt: new Date() } : { position: filled.last })
      .where(eq(backfill.name, table));
    return filled.last === null ? undefined : filled;
  });
}

/** A row that stands alone and cannot be kept is left out. */
async function fillOrStepOver(tx: Db, source: Source, position: string, limit: number) {
  try {
    const fill = (db: Db) => db.execute<{ last: string | null; looked: number }>(source.fill(position, limit));
    const { rows } = await (limit === 1 ? tx.transaction(fill) : fill(tx));
    return { ...rows[0]!, leftOut: 0 };
  } catch (error) {
    if (limit > 1 || !isAboutARow(error)) throw error;
    const { rows } = await tx.execute<{ last: string }>(source.next(position));
    return { last: rows[0]?.last ?? null, looked: 1, leftOut: 1 };
  }
}

/** A lock that is held, or a deadlock: later it will go. */
function isHeldUp(error: unknown): boolean {
  return ["55P03", "40P01", "40001"].includes(databaseErrorCode(error) ?? "");
}

/**
 * A row that cannot be kept, such as a text with more words than a tsvector holds (class 54), with data of another kind (class 22), or one that
 * the product's own constraints (class 23) or triggers (class P0) let nobody write to.
 */
function isAboutARow(error: unknown): boolean {
  return /^(22|23|54|P0)/.test(databaseErrorCode(error) ?? "");
}
