import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { optionalTables, requiredTables, STAND_IN_SCHEMA } from "./product-tables.ts";

/** Tables by names of the product's in one schema that is not `public`, where Purser does not look for them. */
export interface TablesElsewhere {
  schema: string;
  tables: readonly string[];
}

/** Finds them, those that the role of this connection may not use too, in the order of their schemas' names. */
export async function productTablesElsewhere(db: Db): Promise<TablesElsewhere[]> {
  const { rows } = await db.execute<{ schema: string; tables: string[] }>(sql`
    select n.nspname::text as schema, json_agg(c.relname order by c.relname) as tables
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relname in ${[...requiredTables, ...optionalTables]} and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname not in ('public', 'information_schema', ${STAND_IN_SCHEMA}) and n.nspname not like 'pg\\_%'
    group by n.nspname order by n.nspname`);
  return rows;
}
