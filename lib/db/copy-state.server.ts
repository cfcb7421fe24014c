import { sql } from "drizzle-orm";
import type { CopyState, Db } from "./database.server.ts";

/** How far a copy is that replays what another server writes. One that is no standby any more still knows what it replayed last. */
export async function copyState(copy: Db): Promise<CopyState> {
  const { rows } = await copy.execute<{ at: number | null }>(sql`
    select case when pg_is_in_recovery() then extract(epoch from pg_last_xact_replay_timestamp())::float8 * 1000 end as at`);
  const at = rows[0]!.at;
  return { lastChange: at === null ? null : new Date(at) };
}
