import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { STAND_IN_SCHEMA } from "../db/product-tables.ts";
import type { Phase, Step } from "./finding.ts";

/** A table is changed, indexed and given triggers by its owner alone. */
const asOwner: readonly Phase[] = ["column", "foreign key", "index", "trigger", "validation"];

/** What a role may not do of the steps, in words. */
export interface MissingRight {
  lack: string;
  /** What would give it the right; null where nobody but the owner of a table has it. */
  remedy: string | null;
}

/**
 * What may not be done of the steps; empty where all of them may. It is asked before the first step, because most of them need less than the
 * last.
 *
 * @param notes whether migrations are to be noted as done too
 * @param owner whose place is taken for them, see `runsAs`
 */
export async function missingRights(db: Db, steps: readonly Step[], notes: boolean, owner: string | undefined): Promise<MissingRight[]> {
  const has = (...names: Phase[]) => steps.some(({ phase }) => names.includes(phase));
  const tables = [...new Set(steps.filter(({ phase }) => asOwner.includes(phase)).flatMap((step) => step.tables))];
  const schemas = [...(has("stand-in") ? [STAND_IN_SCHEMA] : []), ...(notes ? ["drizzle"] : [])];
  const inPublic = has("text search", "function", "table", "index");
  const usesTrigrams = steps.some(({ statements }) => statements.some((statement) => statement.includes("gin_trgm_ops")));
  const mayCreate = (role: string) => sql.raw(`has_database_privilege(${role}, current_database(), 'create')`);
  const { rows } = await db.execute<MissingRight & Record<string, unknown>>(sql`
    with actor as (select coalesce(${owner ?? null}::name, current_user) as role)
    select format('it does not own %s, which belongs to %s', c.relname, pg_get_userbyid(c.relowner)) as lack, null as remedy
    from actor, json_array_elements_text(${JSON.stringify(tables)}::json) as t join pg_class as c
      on c.relname = t and c.relnamespace = 'public'::regnamespace
    where not pg_has_role(actor.role, c.relowner, 'usage')
    union all
    select 'it may not create in the schema public', format('grant create on schema public to %I', actor.role)
    from actor where ${inPublic} and not has_schema_privilege(actor.role, 'public', 'create')
    union all
    -- Also where it is there: PostgreSQL asks for this before it looks.
    select format('it may not create the schema %s', s), format('grant create on database %I to %I', current_database(), actor.role)
    from actor, json_array_elements_text(${JSON.stringify(schemas)}::json) as s where not ${mayCreate("actor.role")}
    union all
    select format('it may not create in the schema %s', s), format('grant usage, create on schema %I to %I', s, actor.role)
    from actor, json_array_elements_text(${JSON.stringify(schemas)}::json) as s
    where case when to_regnamespace(s) is null then false else not has_schema_privilege(actor.role, to_regnamespace(s)::oid, 'create') end
    union all
    select format('it may not use the schema %s, which the extension pg_trgm is in', n.nspname), format('grant usage on schema %I to %I', n.nspname, actor.role)
    from actor, pg_extension as e join pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm' and ${usesTrigrams} and not has_schema_privilege(actor.role, n.oid, 'usage')
    union all
    select 'it may not create the extension pg_trgm', 'create extension pg_trgm, as a superuser or a role that may create in this database'
    where ${has("extension")} and not ${mayCreate("current_user")}`);
  return rows;
}

/** What is missing, whose place is taken, and what would do, in one sentence each. */
export function wordsOfMissing(rights: readonly MissingRight[], owner: string | undefined): string {
  const remedies = [...new Set(rights.map(({ remedy }) => remedy))];
  // Who does not own the tables gets nowhere with anything else.
  const remedy = remedies.includes(null) ? "run it as the owner of the tables" : remedies.join("; ");
  const who = owner === undefined ? "this role" : `${owner}, as which it is run,`;
  return `${who} lacks a right: ${rights.map(({ lack }) => lack).join("; ")}. What would do: ${remedy}.`;
}
