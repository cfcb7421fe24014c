import { ROLE_SETTINGS } from "./connection-options.server.ts";
import { quotedText } from "./quoted.ts";
import { SEARCH_PATH } from "./search-path.ts";

/** The schemas that this database's own setting names, as SQL writes them, but for PostgreSQL's own, which comes first where nobody names it. */
const DATABASE_SCHEMAS = `
  select string_agg(case when found.name[1] like '"%' then found.name[1] else quote_ident(lower(found.name[1])) end, ', ' order by setdatabase = 0, place)
  from pg_db_role_setting cross join unnest(setconfig) as setting
    cross join regexp_matches(substr(setting, length('search_path=') + 1), '"(?:[^"]|"")*"|[^",[:space:]]+', 'g') with ordinality as found (name, place)
  where setrole = 0 and setdatabase in (0, (select oid from pg_database where datname = current_database()))
    and starts_with(setting, 'search_path=') and found.name[1] not in ('""', 'pg_catalog')`;

/**
 * SQL that sets for a role what a connection through a pooler cannot say by itself; among it where names are looked for: stand-ins of missing
 * tables, and behind them where the database itself has them looked for. Who was given the role by somebody else may lack the right to: a
 * warning then says what is left to do.
 *
 * @param role quoted
 */
export function setForRole(role: string, { readOnly }: { readOnly: boolean }): string {
  const settings = [
    readOnly ? "set default_transaction_read_only = on" : "reset default_transaction_read_only",
    ...Object.entries(ROLE_SETTINGS).map(([name, value]) => `set ${name} = ${quotedText(value)}`),
    `set search_path = ${SEARCH_PATH}`,
  ];
  return `do $do$ declare statements text := ${quotedText(settings.map((setting) => `alter role ${role} ${setting}`).join("; "))}; begin
  statements := concat_ws(', ', statements, (${DATABASE_SCHEMAS}
  ));
  execute statements;
exception when insufficient_privilege then
  raise warning 'Not done, for whoever made the role: %', statements;
end $do$;`;
}
