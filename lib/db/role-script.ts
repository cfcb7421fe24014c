import { calledFunctions, type NeededPrivilege, neededPrivileges } from "./access.ts";
import { optionalTables, STAND_IN_SCHEMA } from "./product-tables.ts";
import { quoted, quotedText } from "./quoted.ts";
import { ROLE_SCHEMAS, refuseMore, takeBack } from "./role-limits.ts";
import { setForRole } from "./role-settings.ts";

/** Where a table may be: an optional one of the product's also as a stand-in. */
const placesOf = (table: string) =>
  (optionalTables as readonly string[]).includes(table) ? [`public.${quoted(table)}`, `${STAND_IN_SCHEMA}.${quoted(table)}`] : null;

/**
 * The SQL that makes a role with what the dashboard needs and nothing else. Safe to run again: what an earlier version granted and this one
 * does not is taken back. A role that has more in a way that cannot be taken back here is refused, and what everybody may do in these schemas
 * is named in a warning. It holds no password.
 *
 * @param name the role's name
 * @param readOnly a role under which the dashboard is read-only
 * @throws Error for a name that PostgreSQL keeps to itself or would cut short
 */
export function roleScript(name: string, { readOnly = false } = {}): string {
  if (name === "" || name === "public" || name === "none" || /^pg_|\p{Cc}/u.test(name) || Buffer.byteLength(name) > 63)
    throw new Error("A role's name has 1 to 63 bytes on one line, does not begin with pg_, and is neither public nor none.");
  const role = quoted(name);
  const grants = neededPrivileges({ readOnly }).map((needed) => grantOf(needed, role));
  return `-- The dashboard's own database role, which may ${readOnly ? "read what it shows and write nothing" : "do what its pages do and nothing else"}. Run this as the owner of the
-- tables, with psql -v ON_ERROR_STOP=1, after npm run db:adopt or db:migrate, and again after each of these and after the product's own
-- migrations. Commands that change the schema or make accounts (db:migrate, db:adopt, admin:create) are run as the owner, not as this
-- role. A password is set apart from this, for example with psql's
--   \\password ${name}
begin;

do $do$ begin
  if exists (select from pg_roles where rolname = ${quotedText(name)} and (rolsuper or rolname = current_user)) or exists (
    select from pg_class where relowner = (select oid from pg_roles where rolname = ${quotedText(name)})
      and relnamespace in (select oid from pg_namespace where nspname in ${ROLE_SCHEMAS})
  ) then
    raise exception '% owns tables or runs this script: choose another name', ${quotedText(role)};
  end if;
  if not exists (select from pg_roles where rolname = ${quotedText(name)}) then
    create role ${role} login;
  end if;
end $do$;
${refuseMore(name)}
-- What a connection through a pooler cannot say itself: where stand-ins of missing tables are found, and how the dashboard reads.
${setForRole(role, { readOnly })}

-- What it was granted before.
${takeBack(name)}

do $do$ declare place text; begin
  execute format('grant connect on database %I to %s', current_database(), ${quotedText(role)});
  for place in select quote_ident(nspname) from pg_namespace where nspname in ${ROLE_SCHEMAS} loop
    execute format('grant usage on schema %s to %s', place, ${quotedText(role)});
  end loop;
end $do$;

${grants.join("\n")}

-- Which migrations are applied.
do $do$ begin
  if to_regclass('drizzle.__purser_migrations') is not null then
    grant select on drizzle.__purser_migrations to ${role};
  end if;
end $do$;

${calledFunctions.map((signature) => `grant execute on function ${signature} to ${role};`).join("\n")}
${
  readOnly
    ? ""
    : `
-- Days are found by their index where PostgreSQL knows how many there are. Before 17 only an owner may tell it.
do $do$ begin
  if current_setting('server_version_num')::int >= 170000 then
    execute ${quotedText(`grant maintain on public.rollup_day to ${role}`)};
  end if;
end $do$;
`
}
commit;
`;
}

function grantOf({ table, privilege, columns, feature }: NeededPrivilege, role: string): string {
  const what = columns ? `${privilege} (${columns.map(quoted).join(", ")})` : privilege;
  const places = placesOf(table);
  if (!places) return `grant ${what} on public.${quoted(table)} to ${role}; -- ${feature}`;
  // A product may lack the table; adopting then makes an empty stand-in.
  const each = places.map(
    (place) =>
      `  if to_regclass(${quotedText(place)}) is not null then\n    grant ${what} on ${place} to ${role}; -- ${feature}\n  end if;`,
  );
  return `do $do$ begin\n${each.join("\n")}\nend $do$;`;
}
