import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { namedSchemas } from "./search-path.ts";

/**
 * The schemas in which sessions of this role and in this database look for names by their settings, the role's first; undefined where neither has
 * any. The database's too where the role has its own: Purser's role has one for connections through a pooler.
 */
export async function ownSchemas(db: Db): Promise<string[] | undefined> {
  const { rows } = await db.execute<{ path: string }>(sql`
    select substr(setting, length('search_path=') + 1) as path from pg_db_role_setting as s cross join unnest(s.setconfig) as setting
    where starts_with(setting, 'search_path=') and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
      and s.setrole in (0, (select oid from pg_roles where rolname = session_user))
    order by s.setrole = 0, s.setdatabase = 0`);
  return rows.length === 0 ? undefined : rows.flatMap(({ path }) => namedSchemas(path));
}
