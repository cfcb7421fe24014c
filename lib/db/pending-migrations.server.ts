import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { MIGRATIONS } from "./migrate.server.ts";

let known: number | undefined;

/** How many migrations there are; read once, since they do not change while a process runs. */
export function allMigrations(): number {
  known ??= (JSON.parse(readFileSync(join(MIGRATIONS, "meta", "_journal.json"), "utf8")) as { entries: unknown[] }).entries.length;
  return known;
}

/** How many of our migrations the database says are done; 0 where it says nothing of them, undefined where its role may not read it. */
export async function readableMigrations(db: Db): Promise<number | undefined> {
  // By its name in the catalogue, which is open to everybody: to_regclass fails in a schema that the role may not use.
  const { rows } = await db.execute<{ open: boolean }>(sql`
    select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as open
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = 'drizzle' and c.relname = '__purser_migrations' and c.relkind = 'r'`);
  if (!rows[0]) return 0;
  if (!rows[0].open) return undefined;
  const { rows: noted } = await db.execute<{ count: number }>(sql`select count(*)::int as count from drizzle.__purser_migrations`);
  return noted[0]!.count;
}

/**
 * How many of our migrations the database says are done; 0 where it says nothing of them.
 *
 * @throws Error of one line where the role of this connection may not read it
 */
export async function notedMigrations(db: Db): Promise<number> {
  const noted = await readableMigrations(db);
  if (noted !== undefined) return noted;
  throw new Error(
    "This database role may not read drizzle.__purser_migrations, which says what is migrated. npm run db:role prints what to grant.",
  );
}

/** How many migrations the database still lacks. */
export async function pendingMigrations(db: Db): Promise<number> {
  return Math.max(0, allMigrations() - (await notedMigrations(db)));
}
