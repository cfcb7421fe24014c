import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { notedMigrations } from "./pending-migrations.server.ts";
import { requiredTables } from "./product-tables.ts";

/**
 * Refuses to migrate a live product's database that Purser has not moved into: the first migrations make the product's tables, and the next
 * would hold up its writers for as long as its indexes take.
 *
 * @throws Error of one line that names the command which moves in
 */
export async function refuseLiveProduct(db: Db): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select table_name::text as name from information_schema.tables where table_schema = 'public' and table_name in ${requiredTables} order by 1`);
  if (rows.length === 0 || (await notedMigrations(db)) > 0) return;
  throw new Error(
    `This database has a product's tables already (${rows.map(({ name }) => name).join(", ")}). To move in beside it, run: npm run db:adopt`,
  );
}
