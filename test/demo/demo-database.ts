import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { inject } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { pgliteDatabase } from "../../lib/db/open-pglite.server.ts";

/** A migrated database of one test's own: the worker's must not be filled, other tests look at it. */
export async function openEmptyDatabase(): Promise<Database> {
  const template = new Blob([readFileSync(inject("pgliteTemplate"))]);
  return pgliteDatabase(await PGlite.create({ loadDataDir: template, extensions: { pg_trgm } }), "PGlite in memory");
}
