import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { JOURNAL } from "../db/migrate.server.ts";
import { pgliteDatabase } from "../db/open-pglite.server.ts";
import { readCatalog } from "./read-catalog.server.ts";

// Runs as many of the migrations as it is told, from the first, in an embedded database, and sends the catalogue that this makes.
const client = await PGlite.create({ extensions: { pg_trgm } });
for (const { sql } of readMigrationFiles(JOURNAL).slice(0, workerData as number)) for (const statement of sql) await client.exec(statement);
parentPort!.postMessage(await readCatalog(pgliteDatabase(client, "what the migrations make").db));
await client.close();
