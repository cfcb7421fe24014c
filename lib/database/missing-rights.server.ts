import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { STAND_IN_SCHEMA } from "../db/product-tables.ts";
import type { Phase, Step } from "./finding.ts";

/** A table is changed, indexed and given triggers by its owner alone. */
const asOwner: readonly Phase[] = ["column", "foreign key", "index", "trigger", "validation"];

/**
 * What the role of this connection may not do of the steps, in words; empty where it may do all of them. It is asked before the first step,
 * because most of them need less than the last.
 *
 * @param notes whether migrations are to be noted as done too
 */
export async function missingRights(db: Db, steps: readonly Step[], notes: boolean): Promise<string[]> {
  const has = (...names: Phase[]) => steps.some(({ phase }) => names.includes(phase));
  const tables = [...new Set(steps.filter(({ phase }) => asOwner.includes(phase)).flatMap((step) => step.tables))];
  const schemas = [...(has("stand-in") ? [STAND_IN_SCHEMA] : []), ...(notes ? ["drizzle"] : [])];
  const inPublic = has("text search", "function", "table", "index");
  const { rows } = await db.execute<{ lack: string }>(sql`
    select format('it does not own %s, which belongs to %s', c.relname, pg_get_userbyid(c.relowner)) as lack
    from json_array_elements_text(${JSON.stringify(tables)}::json) as t join pg_class as c
      on c.relname = t and c.relnamespace = 'public'::regnamespace
    where not pg_has_role(c.relowner, 'usage')
    union all
    select 'it may not create in the schema public' where ${inPublic} and not has_schema_privilege('public', 'create')
    union all
    select format('it may not create the schema %s', s) from json_array_elements_text(${JSON.stringify(schemas)}::json) as s
    where to_regnamespace(s) is null and not has_database_privilege(current_database(), 'create')
    union all
    select format('it may not create in the schema %s', s) from json_array_elements_text(${JSON.stringify(schemas)}::json) as s
    where case when to_regnamespace(s) is null then false else not has_schema_privilege(to_regnamespace(s)::oid, 'create') end
    union all
    select 'it may not create the extension pg_trgm'
    where ${has("extension")} and not has_database_privilege(current_database(), 'create')`);
  return rows.map(({ lack }) => lack);
}
