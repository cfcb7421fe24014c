import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import type { Finding } from "./finding.ts";

export interface RunsAs {
  /** The owner of the tables, as which steps are run; undefined: as the role of this connection. */
  owner: string | undefined;
  findings: readonly Finding[];
}

/**
 * As whom `db:adopt` runs its steps. What it makes is to belong to whoever owns the tables: to the role of this connection, or to another one
 * that it has the rights of and may take the place of, as a superuser may. Tables of several owners are no reason to take another's place.
 *
 * @param tables the product's, and Purser's own as far as they are there
 */
export async function runsAs(db: Db, tables: readonly string[]): Promise<RunsAs> {
  // "set" is told apart from other membership since PostgreSQL 16.
  const { rows } = await db.execute<{ owner: string; role: string; isAble: boolean }>(sql`
    select distinct pg_get_userbyid(c.relowner)::text as owner, current_user::text as role,
      pg_has_role(c.relowner, 'usage')
        and pg_has_role(c.relowner, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as "isAble"
    from json_array_elements_text(${JSON.stringify(tables)}::json) as t
    join pg_class as c on c.relname = t and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by 1`);
  const [first, ...others] = rows;
  if (!first || (first.owner === first.role && others.length === 0) || !rows.every(({ isAble }) => isAble)) {
    return { owner: undefined, findings: [] };
  }
  const { owner, role } = first;
  const about = "owner of the tables";
  if (others.length === 0) {
    const says = `It is ${owner}. db:adopt runs its steps as ${owner}, so that what they make is ${owner}'s too.`;
    return { owner, findings: [{ about, verdict: "works", says }] };
  }
  const says = `There are several: ${rows.map((row) => row.owner).join(", ")}. What db:adopt makes will be ${role}'s, so db:role and db:migrate have to be run as a role that has the rights of all of them.`;
  return { owner: undefined, findings: [{ about, verdict: "works", says }] };
}
