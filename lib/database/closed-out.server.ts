import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { STAND_IN_SCHEMA } from "../db/product-tables.ts";
import type { Finding, Step } from "./finding.ts";

/** A role that default privileges let read every new table, but for those of Purser's own, see `closeToOthers`. */
export interface ClosedOut {
  /** As SQL has the name; "public" is everybody. */
  whom: string;
  /** SQL that lets it read them all after `db:adopt`, as a backup does. */
  grants: readonly string[];
}

/**
 * Who would have read what the steps make, had it not been closed.
 *
 * @param notes whether migrations are to be noted as done too, in a table of their own
 * @param owner whose the tables become; undefined: of the role of this connection
 */
export async function closedOut(db: Db, steps: readonly Step[], notes: boolean, owner: string | undefined): Promise<ClosedOut[]> {
  const inPublic = steps.filter(({ phase }) => phase === "table").map(({ statements }) => /public\."[^"]+"/.exec(statements[0]!)![0]);
  const hasStandIns = steps.some(({ phase }) => phase === "stand-in");
  const schemas = [...(hasStandIns ? [STAND_IN_SCHEMA] : []), ...(notes ? ["drizzle"] : [])];
  if (inPublic.length === 0 && schemas.length === 0) return [];
  const { rows } = await db.execute<{ whom: string }>(sql`
    select distinct case given.grantee when 0 then 'public' else given.grantee::regrole::text end as whom
    from pg_default_acl as d cross join aclexplode(d.defaclacl) as given left join pg_roles as r on r.oid = given.grantee
    where d.defaclobjtype = 'r' and pg_get_userbyid(d.defaclrole) = coalesce(${owner ?? null}::name, current_user)
      and (d.defaclnamespace = 0 or d.defaclnamespace::regnamespace::text in (
        select json_array_elements_text(${JSON.stringify(["public", ...schemas])}::json)))
      and given.privilege_type = 'SELECT' and given.grantee <> d.defaclrole
      -- Who reads all anyway.
      and not coalesce(r.rolsuper or pg_has_role(r.oid, 'pg_read_all_data', 'usage') or pg_has_role(r.oid, d.defaclrole, 'usage'), false)
    order by 1`);
  const tables = [...inPublic, ...(notes ? ["drizzle.__purser_migrations", "drizzle.__purser_migrations_id_seq"] : [])];
  return rows.map(({ whom }) => {
    const to = whom === "public" ? "…" : whom;
    return {
      whom,
      grants: [
        ...(schemas.length > 0 ? [`grant usage on schema ${schemas.join(", ")} to ${to}`] : []),
        ...(tables.length > 0 ? [`grant select on ${tables.join(", ")} to ${to}`] : []),
        ...(hasStandIns ? [`grant select on all tables in schema ${STAND_IN_SCHEMA} to ${to}`] : []),
      ],
    };
  });
}

/** What that comes to for the role, in sentences; what is to be granted is to follow. */
export const wordsOfClosedOut = ({ whom }: Pick<ClosedOut, "whom">) =>
  `Default privileges let ${whom === "public" ? "everybody" : whom} read each new table, but not Purser's own: db:adopt closes those. A backup of the whole database that ${whom === "public" ? "leans on that" : "it makes"} (pg_dump) fails then. Where there is one, after db:adopt:`;

/** The doctor's line of it. */
export function closedOutFinding({ whom, grants }: ClosedOut): Finding {
  return {
    about: `default privileges of ${whom === "public" ? "everybody" : whom}`,
    verdict: "limited",
    feature: "backups that are made by them, until they are granted more",
    says: `${wordsOfClosedOut({ whom })} ${grants.join("; ")}.`,
  };
}
