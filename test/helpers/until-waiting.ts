import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";

/** Waits until `count` connections to this database wait for a lock. */
export async function untilWaiting(db: Db, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await db.execute<{ count: number }>(
        sql`select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows[0]!.count;
    })
    .toBe(count);
}
