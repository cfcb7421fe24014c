import { sql } from "drizzle-orm";
import { calledFunctions, neededPrivileges, type Privilege } from "./access.ts";
import type { Db } from "./database.server.ts";
import { STAND_IN_SCHEMA } from "./product-tables.ts";

/** A privilege that the connection's role needs and lacks. */
export interface MissingPrivilege {
  /** A table's own name, or a function with its signature. */
  subject: string;
  privilege: Privilege | "usage of its schema" | "execute";
  /** The columns that it lacks it of; null: of the whole table, or not of a table. */
  columns: string[] | null;
  /** What in the dashboard does not work for it. */
  feature: string;
}

/**
 * What the role of this connection lacks of `access`, in one query. Tables and columns that are not there are passed over: they are missing
 * themselves.
 *
 * @param readOnly only what reading takes
 */
export async function missingPrivileges(db: Db, { readOnly = false } = {}): Promise<MissingPrivilege[]> {
  const needed = neededPrivileges({ readOnly }).map((each) => ({ ...each, table_name: each.table }));
  const { rows } = await db.execute<MissingPrivilege & Record<string, unknown>>(sql`
    with needed as (
      select n, table_name, privilege, columns, feature
      from json_array_elements(${JSON.stringify(needed)}::json) with ordinality as e (entry, n)
      cross join lateral json_to_record(entry) as r (table_name text, privilege text, columns text[], feature text)
    ), placed as (
      select distinct on (n) needed.*, c.oid, s.oid as schema
      from needed
      join pg_class as c on c.relname = table_name and c.relkind in ('r', 'p', 'v', 'm', 'f')
      join pg_namespace as s on s.oid = c.relnamespace and s.nspname in ('public', ${STAND_IN_SCHEMA})
      order by n, s.nspname <> 'public'
    ), lacked as (
      select n, table_name as subject, privilege, null::text[] as columns, feature
      from placed where case when columns is null then not has_table_privilege(oid, privilege) else false end
      union all
      select n, table_name, privilege, array_agg(a.attname::text order by a.attnum), feature
      from placed join pg_attribute as a on a.attrelid = oid and a.attname = any (placed.columns) and not a.attisdropped
      -- There is no deleting of columns, and PostgreSQL may ask before it has seen that there are none.
      where case when privilege = 'delete' then false else not has_column_privilege(oid, a.attnum, privilege) end
      group by n, table_name, privilege, feature
      union all
      select 0, s.nspname::text, 'usage of its schema', null, 'everything'
      from pg_namespace as s where s.oid in (select schema from placed) and not has_schema_privilege(s.oid, 'usage')
      union all
      select 1000, f, 'execute', null, 'timelines of users'
      from json_array_elements_text(${JSON.stringify(calledFunctions)}::json) as f
      where case when has_schema_privilege(to_regnamespace('public'), 'usage') and to_regprocedure(f) is not null
        then not has_function_privilege(to_regprocedure(f), 'execute') else false end
    )
    select subject, privilege, columns, feature from lacked order by n`);
  return rows;
}
