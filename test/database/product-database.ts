import { readFileSync } from "node:fs";
import pg from "pg";
import type { Database } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

/** A product as it is before Purser: its tables and rows, from `products/<name>.sql`. */
export interface ProductDatabase {
  url: string;
  database: Database;
}

/** Makes a database of a product on the test PostgreSQL; closed by `onCleanup`. */
export async function makeProductDatabase(name: string, onCleanup: (close: () => Promise<void>) => void): Promise<ProductDatabase> {
  const url = await createTestDatabase("empty");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // As the product's own migrations: many statements at once, in one transaction.
    await client.query(readFileSync(new URL(`products/${name}.sql`, import.meta.url), "utf8"));
  } finally {
    await client.end();
  }
  const database = openPg(url);
  onCleanup(() => database.close());
  return { url, database };
}
