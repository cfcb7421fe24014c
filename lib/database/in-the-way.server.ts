import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { formatDuration } from "../format.ts";

/**
 * Who holds what the connection `pid` waits for, in words such as "process 4711 of app (worker), idle in transaction for 5 min". Without the
 * query, which may hold what nobody is to read in a terminal.
 *
 * @returns "" where it waits for nobody
 */
export async function whoIsInTheWay(db: Db, pid: number): Promise<string> {
  const { rows } = await db.execute<{
    pid: number;
    role: string | null;
    application: string;
    state: string | null;
    seconds: number | null;
  }>(sql`
    select pid, usename::text as role, application_name as application, state,
      extract(epoch from clock_timestamp() - xact_start)::float8 as seconds
    from pg_stat_activity where pid = any (pg_blocking_pids(${pid}::int)) order by xact_start limit 5`);
  return rows
    .map(({ pid: other, role, application, state, seconds }) =>
      [
        `process ${other}`,
        ...(role ? [` of ${role}`] : []),
        ...(application ? [` (${application})`] : []),
        ...(state ? [`, ${state}`] : []),
        ...(seconds === null ? [] : [` for ${formatDuration(Math.max(1, Math.round(seconds)) * 1000)}`]),
      ].join(""),
    )
    .join("; ");
}
