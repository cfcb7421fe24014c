import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";

/** Said where `PURSER_READ_ONLY` asks for it. */
export const BY_ENVIRONMENT = "PURSER_READ_ONLY is set";

/** Said of a copy that replays what another server writes. */
export const IS_STANDBY = "its database is a standby";

/**
 * Why this connection could not make a change, undefined where it could: each change is recorded, so a role that may not add to the audit log
 * makes none. A database without an audit log is asked to be migrated, not read.
 */
export async function whyReadOnly(db: Db): Promise<string | undefined> {
  const { rows } = await db.execute<{ standby: boolean; byDefault: boolean; mayRecord: boolean | null }>(sql`
    select pg_is_in_recovery() as standby, current_setting('default_transaction_read_only') = 'on' as "byDefault",
      (select has_table_privilege(c.oid, 'insert') from pg_class as c
        where c.relname = 'audit_log' and c.relnamespace = to_regnamespace('public')) as "mayRecord"`);
  const { standby, byDefault, mayRecord } = rows[0]!;
  if (standby) return IS_STANDBY;
  if (byDefault) return "its database role or its database is set to read-only transactions";
  if (mayRecord === false) return "its database role may not add to the audit log";
  return undefined;
}
