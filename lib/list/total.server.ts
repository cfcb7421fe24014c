import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { isStatementTimeout } from "../db/database-errors.ts";
import { COUNTED_UP_TO } from "./counted.ts";

const EXACT_COUNT_TIMEOUT_MS = 8_000;

/** How many rows match: exactly, or at least `count` ("10,000+"). `timedOut`: asked to count exactly, the database took too long. */
export interface Total {
  count: number;
  exact: boolean;
  timedOut?: true;
}

/**
 * Counts the rows of `matching`, a select of one row for each (`select 1 from … where …`). It stops at 10,000 unless `exact` is asked
 * for, because counting every row of a large table takes seconds; counting exactly runs under a statement timeout of eight seconds, so that its answer still comes before the page stops waiting for it.
 *
 * @param upTo where to stop instead, for a count that needs fewer
 */
export async function countMatching(db: Db, matching: SQL, exact: boolean, upTo = COUNTED_UP_TO): Promise<Total> {
  if (exact) {
    try {
      return await db.transaction(async (tx) => {
        await tx.execute(sql.raw(`set local statement_timeout = ${EXACT_COUNT_TIMEOUT_MS}`));
        const { rows } = await tx.execute<{ count: number }>(sql`select count(*)::float8 as count from (${matching}) as matching`);
        return { count: rows[0]!.count, exact: true };
      });
    } catch (error) {
      if (!isStatementTimeout(error)) throw error;
      return { ...(await countMatching(db, matching, false, upTo)), timedOut: true };
    }
  }
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (${matching} limit ${sql.raw(String(upTo + 1))}) as matching`,
  );
  const count = rows[0]!.count;
  return count > upTo ? { count: upTo, exact: false } : { count, exact: true };
}
