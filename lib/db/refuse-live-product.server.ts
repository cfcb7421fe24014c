import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { notedMigrations } from "./pending-migrations.server.ts";
import { requiredTables } from "./product-tables.ts";
import { productTablesElsewhere } from "./product-tables-elsewhere.server.ts";

/** So many of the required tables in one schema are a product; "user" and "session" alone may be anybody's. */
const A_PRODUCT = 3;

/**
 * Refuses to migrate a live product's database that Purser has not moved into: the first migrations make the product's tables, and the next
 * would hold up its writers for as long as its indexes take. Also where the product lives in another schema, beside which Purser's would be
 * another, empty product.
 *
 * @throws Error of one line that names the command which moves in, or the schema that Purser does not read
 */
export async function refuseLiveProduct(db: Db): Promise<void> {
  if ((await notedMigrations(db)) > 0) return;
  const { rows } = await db.execute<{ name: string }>(sql`
    select relname::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relname in ${requiredTables} and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`);
  if (rows.length > 0)
    throw new Error(
      `This database has a product's tables already (${rows.map(({ name }) => name).join(", ")}). To move in beside it, run: npm run db:adopt`,
    );
  for (const { schema, tables } of await productTablesElsewhere(db)) {
    const required = tables.filter((name) => (requiredTables as readonly string[]).includes(name));
    if (required.length >= A_PRODUCT)
      throw new Error(
        `This database has a product's tables already, in the schema ${schema} (${required.join(", ")}), and Purser reads the schema public alone: they would have to be there. Nothing was changed.`,
      );
  }
}
