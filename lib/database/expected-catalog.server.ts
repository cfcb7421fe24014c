import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { JOURNAL } from "../db/migrate.server.ts";
import type { Catalog } from "./catalog.ts";

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

const ENTRY = "./lib/database/expected-catalog.worker.ts";
// Node itself does not run TypeScript before 22.18.
const RUN_ENTRY = `import("tsx/esm/api").then(({ tsImport }) => tsImport(${JSON.stringify(ENTRY)}, ${JSON.stringify(pathToFileURL(resolve("package.json")).href)}))`;

/**
 * In a thread of its own: an embedded database is started in one go, which takes a second or more, and would keep all others who ask the server
 * waiting. The thread runs from the sources, also for a server that is built.
 */
function makeCatalog(count: number): Promise<Catalog> {
  return new Promise((done, fail) => {
    const worker = new Worker(RUN_ENTRY, { eval: true, workerData: count, execArgv: [] });
    worker.once("message", done);
    worker.once("error", fail);
    worker.once("exit", (code) => fail(new Error(`The thread that runs the migrations ended with ${code}.`)));
  });
}
