import { test as base } from "vitest";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { beginRolledBack, openTestDatabase } from "./test-database.ts";

export { describe, expect } from "vitest";
export { takesRoles, testDriver } from "./test-database.ts";

/**
 * A test on a real, migrated database. In a file named `*.db.test.ts` it runs on PGlite, on PostgreSQL through pg and through the
 * Neon driver; in `*.race.test.ts` on PostgreSQL only.
 *
 * - `db`: a transaction that is rolled back when the test ends. Loaders and actions see it too, as the process's database.
 * - `database`: the worker's database itself, for commits, races and several connections. It is never emptied: make your own ids and
 *   look only at them.
 *
 * A test takes one of the two. What a transaction is shows in `db`: a statement that fails ends it, unless it is made to fail inside
 * `db.transaction`, and only a write inside `db.transaction` gives a row a new version (`xmin`), as somebody else's write would.
 */
export const test = base
  .extend("database", { scope: "worker" }, async (): Promise<Database> => openTestDatabase())
  .extend("db", async ({ database }, { onCleanup }): Promise<Db> => {
    const { db, rollback } = await beginRolledBack(database);
    onCleanup(rollback);
    return db;
  });
