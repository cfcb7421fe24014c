import { sql } from "drizzle-orm";
import { neededPrivileges } from "../db/access.ts";
import type { Db } from "../db/database.server.ts";
import { STAND_IN_SCHEMA } from "../db/product-tables.ts";
import type { Finding } from "./finding.ts";

/** A right on a table of Purser's own that somebody holds who is neither its owner nor sees and does all anyway. */
interface Right extends Record<string, unknown> {
  /** As SQL has the name; "public" is everybody. */
  whom: string;
  table: string;
  /** With its schema, as SQL has it. */
  place: string;
  /** In small letters. */
  privilege: string;
  /** Null: of the whole table. */
  column: string | null;
}

const JOURNAL_TABLE = "__purser_migrations";

/** What `db:role` never grants: who holds one of them has got it from elsewhere. */
const BEYOND_ANY_ROLE = ["truncate", "references", "trigger"];

/**
 * Who may read or write Purser's own tables beside their owner and the dashboard's role: default privileges of the product's may have given it to
 * them before `db:adopt` took it away by itself. Of a role that `db:role` has made, only what `access` does not name.
 *
 * @param own the names of Purser's own tables in the schema `public`
 */
export async function examineRightsOfOthers(db: Db, own: readonly string[]): Promise<Finding[]> {
  const rights = await rightsOfOthers(db, own);
  return [...new Set(rights.map(({ whom }) => whom))].flatMap((whom): Finding[] => {
    const held = rights.filter((right) => right.whom === whom);
    const isDashboards =
      held.some(({ table, privilege }) => table === JOURNAL_TABLE && privilege === "select") &&
      whom !== "public" &&
      !held.some(({ privilege }) => BEYOND_ANY_ROLE.includes(privilege));
    const more = isDashboards ? held.filter((right) => !isNeeded(right)) : held;
    if (more.length === 0) return [];
    const privileges = [...new Set(more.map(({ privilege }) => privilege))].join(", ");
    const tables = [...new Set(more.map(({ table }) => table))].join(", ");
    return [
      {
        about: whom === "public" ? "rights of everybody" : `rights of ${whom}`,
        verdict: "limited",
        feature: "keeping from it what staff may do, have done and noted",
        says: `Tables of Purser's own are open to it (${privileges}): ${tables}. Where nobody meant that, as their owner: ${revokes(more, whom, isDashboards).join("; ")}.`,
      },
    ];
  });
}

async function rightsOfOthers(db: Db, own: readonly string[]): Promise<Right[]> {
  const { rows } = await db.execute<Right>(sql`
    with own as (
      select c.oid, c.relname, c.relacl, c.relowner, format('%I.%I', n.nspname, c.relname) as place
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where c.relkind = 'r' and (
        n.nspname = 'public' and c.relname in (select json_array_elements_text(${JSON.stringify(own)}::json))
        or n.nspname = 'drizzle' and c.relname = ${JOURNAL_TABLE} or n.nspname = ${STAND_IN_SCHEMA}
      )
    ), held as (
      select own.*, a.grantee, a.privilege_type, null::text as "column" from own, aclexplode(relacl) as a
      union all
      select own.*, a.grantee, a.privilege_type, attname::text
      from own join pg_attribute on attrelid = own.oid and not attisdropped, aclexplode(attacl) as a
    )
    select case grantee when 0 then 'public' else grantee::regrole::text end as whom,
      relname::text as "table", place, lower(privilege_type) as privilege, "column"
    from held left join pg_roles as r on r.oid = grantee
    where grantee <> relowner and not coalesce(r.rolsuper or pg_has_role(r.oid, relowner, 'usage'), false)
    order by 1, 3, 4, 5`);
  return rows;
}

const needed = neededPrivileges();

function isNeeded({ table, place, privilege, column }: Right): boolean {
  // There is nothing to read in a stand-in.
  if (place.startsWith(`${STAND_IN_SCHEMA}.`) && privilege === "select") return true;
  if (table === JOURNAL_TABLE) return privilege === "select";
  // Gathering its statistics, which days are found by.
  if (table === "rollup_day" && privilege === "maintain") return true;
  return needed.some(
    (each) =>
      each.table === table && each.privilege === privilege && (each.columns === null || (column !== null && each.columns.includes(column))),
  );
}

/** Of the dashboard's role what is too much, of others all. */
function revokes(rights: readonly Right[], whom: string, isDashboards: boolean): string[] {
  const what = ({ privilege, column }: Right) => (column === null ? privilege : `${privilege} ("${column}")`);
  const places = [...new Set(rights.map(({ place }) => place))];
  if (!isDashboards) return [`revoke all on ${places.join(", ")} from ${whom}`];
  return places.map(
    (place) =>
      `revoke ${rights
        .filter((right) => right.place === place)
        .map(what)
        .join(", ")} on ${place} from ${whom}`,
  );
}
