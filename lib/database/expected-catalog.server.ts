import { readMigrationFiles } from "drizzle-orm/migrator";
import { JOURNAL } from "../db/migrate.server.ts";
import type { Catalog } from "./catalog.ts";
import { readCatalog } from "./read-catalog.server.ts";

const made = new Map<number, Promise<Catalog>>();

/**
 * What our migrations make in an empty database: they run in an embedded one, once a process for each number of them.
 *
 * @param count how many of the migrations, from the first
 */
export function expectedCatalog(count = readMigrationFiles(JOURNAL).length): Promise<Catalog> {
  const known = made.get(count);
  if (known) return known;
  const making = makeCatalog(count);
  made.set(count, making);
  making.catch(() => made.delete(count));
  return making;
}

async function makeCatalog(count: number): Promise<Catalog> {
  // Loaded on demand: a server on PostgreSQL has no other use for it.
  const [{ PGlite }, { pg_trgm }, { pgliteDatabase }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("@electric-sql/pglite/contrib/pg_trgm"),
    import("../db/open-pglite.server.ts"),
  ]);
  const client = await PGlite.create({ extensions: { pg_trgm } });
  try {
    for (const { sql } of readMigrationFiles(JOURNAL).slice(0, count)) for (const statement of sql) await client.exec(statement);
    return await readCatalog(pgliteDatabase(client, "what the migrations make").db);
  } finally {
    await client.close();
  }
}
