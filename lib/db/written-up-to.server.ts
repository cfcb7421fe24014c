import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";

/**
 * The position of the database's log behind everything that has been written so far, as text of the form `16/B374D848`; undefined where it
 * cannot be told.
 */
export async function writtenUpTo(db: Db): Promise<string | undefined> {
  try {
    const { rows } = await db.execute<{ position: string }>(sql`select pg_current_wal_insert_lsn()::text as position`);
    return rows[0]!.position;
  } catch {
    // What was written is written: not knowing how far must not make a failure of it.
    return undefined;
  }
}
