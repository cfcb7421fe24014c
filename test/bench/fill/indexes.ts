import type pg from "pg";
import type { Task } from "./sql.ts";

/** Indexes that slow a build down more than others come first, so that none is left alone at the end. */
const HEAVY = /using gin/i;

/**
 * Drops the indexes of these tables that no constraint leans on, and says how to build them again, those that take longest first.
 */
export async function dropIndexes(client: pg.ClientBase, tables: readonly string[]): Promise<Task[]> {
  const { rows } = await client.query<{ name: string; definition: string; table: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition, c.relname as table
     from pg_index as i join pg_class as c on c.oid = i.indrelid join pg_namespace as n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relname = any($1) and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`,
    [tables],
  );
  if (rows.length > 0) await client.query(`drop index ${rows.map(({ name }) => name).join(", ")}`);
  const weight = ({ table, definition }: { table: string; definition: string }) =>
    (HEAVY.test(definition) ? 0 : 100) + tables.indexOf(table);
  return rows
    .toSorted((one, other) => weight(one) - weight(other))
    .map(({ name, definition }) => ({ label: `index ${name}`, sql: definition }));
}
