import { env } from "../env.server.ts";
import { noteAbsentTables } from "./absent-tables.server.ts";
import type { Database, Db } from "./database.server.ts";
import { openDatabase } from "./open-database.server.ts";

// The server's start-up and the bundled routes are two module graphs in one process, and the dev server loads modules again on a
// change: the open database hangs on the process, so that all of them share one pool, or the one PGlite that may hold the folder.
const holder = globalThis as typeof globalThis & { purserDatabase?: Database };

if (!holder.purserDatabase) {
  holder.purserDatabase = await openDatabase(env());
  await noteAbsentTables(holder.purserDatabase.db);
}

/**
 * The process's database, for routes; verbs and reads take a `Db` as their first argument. Lists and charts are read from what `readDb`
 * gives, which may be a replica.
 */
export const db: Db = holder.purserDatabase.db;

/** The process's database with what only start-up and health checks need. */
export function currentDatabase(): Database {
  return holder.purserDatabase!;
}
