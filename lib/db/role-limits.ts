import { STAND_IN_SCHEMA } from "./product-tables.ts";
import { quoted, quotedText } from "./quoted.ts";

/** The schemas in which the dashboard's role is given something, as a list of SQL's; what it may do in others is nobody's business here. */
export const ROLE_SCHEMAS = `('public', ${quotedText(STAND_IN_SCHEMA)}, 'drizzle')`;

/** What is granted on this database, on these schemas, and on their tables, columns and functions. */
const GRANTED = `(
    select 'database ' || quote_ident(datname) as place, held.* from pg_database, aclexplode(datacl) as held where datname = current_database()
    union all
    select 'schema ' || quote_ident(nspname), held.* from pg_namespace, aclexplode(nspacl) as held where nspname in ${ROLE_SCHEMAS}
    union all
    select 'table ' || c.oid::regclass, held.* from pg_class as c, aclexplode(relacl) as held
      where relnamespace::regnamespace::text in ${ROLE_SCHEMAS}
    union all
    select 'table ' || c.oid::regclass, held.* from pg_class as c join pg_attribute as a on a.attrelid = c.oid, aclexplode(attacl) as held
      where relnamespace::regnamespace::text in ${ROLE_SCHEMAS}
    union all
    select 'routine ' || p.oid::regprocedure, held.* from pg_proc as p, aclexplode(proacl) as held
      where pronamespace::regnamespace::text in ${ROLE_SCHEMAS}
  ) as granted`;

/** What the role is given on whatever somebody will make in these schemas, with the SQL that ends that. */
const PROMISED = `(
    select d.defaclrole as maker, held.grantee, format('alter default privileges for role %s%s revoke all on %s from %s', d.defaclrole::regrole,
      ' in schema ' || quote_ident(n.nspname), case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
      when 'T' then 'types' else 'schemas' end, whom) as undo
    from pg_default_acl as d left join pg_namespace as n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) as held
    where d.defaclobjtype in ('r', 'S', 'f', 'T', 'n') and (n.oid is null or n.nspname in ${ROLE_SCHEMAS})
  ) as promised`;

/**
 * SQL that fails where a role has more than grants of its own, with what would take it away. That it sees rows past their policies is a warning:
 * where policies hide rows, Purser needs it.
 */
export function refuseMore(name: string): string {
  return `do $do$ declare whom text := ${quotedText(quoted(name))}; more text; begin
  select string_agg(format('revoke %s from %s', roleid::regrole, whom), '; ') into more from pg_auth_members where member = whom::regrole;
  if more is not null then
    raise exception '% has what other roles have: choose another name, or run: %', whom, more;
  end if;
  select concat_ws(' ', case when rolcreaterole then 'nocreaterole' end, case when rolcreatedb then 'nocreatedb' end,
    case when rolreplication then 'noreplication' end) into more from pg_roles where oid = whom::regrole;
  if more <> '' then
    raise exception '% may do more than sign in: choose another name, or run: alter role % %', whom, whom, more;
  end if;
  if (select rolbypassrls from pg_roles where oid = whom::regrole) then
    raise warning '% sees all rows, whatever policies say. Where none hides what Purser is to show: alter role % nobypassrls', whom, whom;
  end if;
end $do$;`;
}

/**
 * SQL that takes back what a role was granted, or is to be on what is made later, and fails where that is not for this one to take back, with
 * what would. What everybody may do on the same tables, so that the role may too, is the product's own: a warning names it.
 */
export function takeBack(name: string): string {
  return `do $do$ declare whom text := ${quotedText(quoted(name))}; taken text; held text; undo text; begin
  for taken in
    select distinct place from ${GRANTED} where grantee = whom::regrole and pg_has_role(grantor, 'usage')
  loop
    execute format('revoke all on %s from %s', taken, whom);
  end loop;
  for taken in select distinct promised.undo from ${PROMISED} where grantee = whom::regrole and pg_has_role(maker, 'usage') loop
    execute taken;
  end loop;
  select string_agg(distinct format('set role %s; %s; reset role', maker::regrole, promised.undo), '; ') into undo
    from ${PROMISED} where grantee = whom::regrole;
  if undo is not null then
    raise exception '% is given what another role will make: choose another name, or run: %', whom, undo;
  end if;
  select string_agg(distinct format('%s on %s', lower(privilege_type), place), ', '),
    string_agg(distinct format('set role %s; revoke all on %s from %s; reset role', grantor::regrole, place, whom), '; ')
    into held, undo from ${GRANTED} where grantee = whom::regrole and privilege_type not in ('CONNECT', 'USAGE');
  if held is not null then
    raise exception '% was granted % by another role: choose another name, or run: %', whom, held, undo;
  end if;
  select string_agg(distinct format('%s on %s', lower(privilege_type), place), ', ') into held
    from ${GRANTED} where grantee = 0 and (place like 'table %' or privilege_type = 'CREATE');
  if held is not null then
    raise warning 'Everybody may, and so may %: %', whom, held;
  end if;
end $do$;`;
}
