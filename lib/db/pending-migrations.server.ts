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

/** How many of our migrations the database says are done; 0 where it says nothing of them. */
export async function notedMigrations(db: Db): Promise<number> {
  const { rows } = await db.execute<{ there: boolean }>(sql`select to_regclass('drizzle.__purser_migrations') is not null as there`);
  if (!rows[0]?.there) return 0;
  const { rows: noted } = await db.execute<{ count: number }>(sql`select count(*)::int as count from drizzle.__purser_migrations`);
  return noted[0]!.count;
}

/** How many migrations the database still lacks. */
export async function pendingMigrations(db: Db): Promise<number> {
  return Math.max(0, allMigrations() - (await notedMigrations(db)));
}
