import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { requiredTables } from "../db/product-tables.ts";
import type { Finding } from "./finding.ts";

/** Whether this connection finds the product's tables in the schema `public`, which is what everything else here looks at. */
export async function examineSearchPath(db: Db): Promise<Finding[]> {
  const { rows } = await db.execute<{ path: string; found: string[] }>(sql`
    select current_setting('search_path') as path, json_agg(coalesce(to_regclass(quote_ident(relname))::text, relname || ' nowhere') order by relname) as found
    from pg_class
    where relnamespace = 'public'::regnamespace and relname in ${requiredTables} and relkind in ('r', 'p', 'v', 'm', 'f')
      and has_schema_privilege('public', 'usage') and to_regclass(quote_ident(relname)) is distinct from oid::regclass
    having count(*) > 0`);
  return rows.map(({ path, found }) => ({
    about: "search_path",
    verdict: "stops",
    says: `This connection looks for tables in ${path}, and finds not those of the schema public there: ${found.join(", ")}. The address, or its role, would have to name public first.`,
  }));
}
