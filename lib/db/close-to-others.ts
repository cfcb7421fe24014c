import { optionalTables, requiredTables } from "./product-tables.ts";
import { quotedText } from "./quoted.ts";
import { ROLE_SCHEMAS } from "./role-limits.ts";

const productTables = [...requiredTables, ...optionalTables].map(quotedText).join(", ");

/**
 * SQL that takes from everybody but the owner what the product's default privileges gave on tables of Purser's own, and their sequences, and
 * on trigger functions with the owner's rights, that the same transaction has made. What was granted on older tables stays, such as to the
 * dashboard's role; whoever may run such a function could attach it to a table of theirs, and nobody else has to.
 */
export const closeToOthers = `do $$ declare taken text; begin
  for taken in
    select distinct format('revoke all on %s from %s', c.oid::regclass, case held.grantee when 0 then 'public' else held.grantee::regrole::text end)
    from pg_class as c join pg_attribute as made on made.attrelid = c.oid, aclexplode(c.relacl) as held
    -- The row of a column of PostgreSQL's own is as old as the table, whatever has been changed of it since.
    where made.attnum = -1 and made.xmin = pg_current_xact_id()::xid and held.grantee <> c.relowner
      and c.relnamespace::regnamespace::text in ${ROLE_SCHEMAS}
      and not (c.relnamespace = 'public'::regnamespace and c.relname in (${productTables}))
    union
    select format('revoke all on function %s from %s', p.oid::regprocedure, case held.grantee when 0 then 'public' else held.grantee::regrole::text end)
    from pg_proc as p, aclexplode(p.proacl) as held
    where p.xmin = pg_current_xact_id()::xid and p.prosecdef and p.prorettype = 'trigger'::regtype and held.grantee <> p.proowner
      and p.pronamespace::regnamespace::text in ${ROLE_SCHEMAS}
  loop execute taken; end loop;
end $$`;
