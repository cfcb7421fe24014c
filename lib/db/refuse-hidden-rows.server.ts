import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { filledFrom } from "./product-tables.ts";

/**
 * Refuses to fill what Purser keeps, or to delete what refers to rows that are gone, where policies decide which of those rows the role of this
 * connection sees, as they do for a table's owner where row level security is forced: hidden rows would be passed over for good, or be taken
 * for gone.
 *
 * @param tables of which all rows have to be seen, in the schema `public`
 * @throws Error of one line that names the tables and what would have to change
 */
export async function refuseHiddenRows(db: Db, tables: readonly string[] = filledFrom): Promise<void> {
  const { rows } = await db.execute<{ name: string; role: string }>(sql`
    select c.relname::text as name, quote_ident(current_user) as role
    from json_array_elements_text(${JSON.stringify(tables)}::json) as t
    join pg_class as c on c.relname = t and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    where row_security_active(c.oid) order by 1`);
  if (rows.length === 0) return;
  const { role } = rows[0]!;
  throw new Error(
    `Row level security decides which rows of ${rows.map(({ name }) => name).join(", ")} this role sees, and what Purser keeps is filled from all of them, or goes with them. Run it as a role that sees all, or first: ALTER ROLE ${role} BYPASSRLS; or, where it owns them: ALTER TABLE … NO FORCE ROW LEVEL SECURITY`,
  );
}
