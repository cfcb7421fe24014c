import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { activeDays, rollup } from "../db/schema.ts";
import { refreshRollups, rollOlderDays } from "./refresh.server.ts";
import { aloneWithRollups, forget } from "./state.server.ts";

/** Days a transaction: as many rows as a second or so reads. */
const BATCH = 31;

/** How long another process is waited for before it is tried again. */
const WAIT_MS = 500;

export interface RollingOptions {
  /** The reporting zone. */
  zone: string;
  /** Is told how many days are rolled up by this run, and how many are left. */
  onProgress?: (progress: { done: number; left: number }) => void;
  /** Stops between two batches; what is done stays done. */
  signal?: AbortSignal;
  /** Days a transaction. */
  batch?: number;
}

/**
 * Rolls up what is not covered yet, the newest days first, batch by batch, each in a transaction of its own; then everything that was
 * written meanwhile. It goes on where it was left; of several processes each takes the next batch.
 */
export async function rollUpAll(db: Db, { zone, onProgress, signal, batch = BATCH }: RollingOptions): Promise<void> {
  let done = 0;
  let before: number | undefined;
  while (!signal?.aborted) {
    const left = await rollOlderDays(db, { zone, now: new Date(), most: batch });
    if (left === undefined) {
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      continue;
    }
    done += before === undefined ? batch : before - left;
    before = left;
    onProgress?.({ done, left });
    if (left === 0) break;
  }
  if (signal?.aborted) return;
  await refreshRollups(db, { zone, now: new Date() });
  // The first reads would otherwise be planned for tables that PostgreSQL takes to be empty.
  await db.execute(sql`analyze ${rollup}`);
  await db.execute(sql`analyze ${activeDays}`);
}

/** Throws all roll-ups away and makes them anew. Reads stay exact meanwhile: they add up the rows of what is not covered. */
export async function rebuildRollups(db: Db, options: RollingOptions): Promise<void> {
  const forgotten = () => aloneWithRollups(db, (tx) => forget(tx).then(() => true));
  while (!(await forgotten())) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  await rollUpAll(db, options);
}
