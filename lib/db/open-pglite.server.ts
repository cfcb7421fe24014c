import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { drizzle } from "drizzle-orm/pglite";
import { countQueries } from "../request-record.server.ts";
import type { Database } from "./database.server.ts";
import { runMigrations } from "./run-migrations.server.ts";
import * as schema from "./schema.ts";
import { BY_ENVIRONMENT } from "./why-read-only.server.ts";

// On the process, because start-up and the bundled routes are two module graphs in it. By it a lock file of this process is told apart from
// one that an earlier process left: in a container each of them has the same id.
const holder = globalThis as typeof globalThis & { purserFolders?: Set<string> };
holder.purserFolders ??= new Set();
const heldFolders = holder.purserFolders;

/**
 * Takes the folder's lock file, which holds a process id: two processes on one PGlite folder silently lose rows.
 *
 * @returns the function that gives the lock back
 * @throws Error naming the process that holds it
 */
function lockFolder(folder: string): () => void {
  const file = join(folder, "purser.lock");
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 1) throw error;
      const pid = Number(existsSync(file) ? readFileSync(file, "utf8") : "0");
      if (heldFolders.has(folder)) throw new Error(`The data folder ${folder} is already open in this process.`);
      if (pid > 0 && pid !== process.pid && isRunning(pid)) {
        throw new Error(`The data folder ${folder} is in use by the process ${pid}. Stop it, or choose another with PURSER_DATA_DIR.`);
      }
      rmSync(file, { force: true });
    }
  }
  heldFolders.add(folder);
  const release = () => {
    heldFolders.delete(folder);
    rmSync(file, { force: true });
  };
  process.once("exit", release);
  return () => {
    process.removeListener("exit", release);
    release();
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Wraps a PGlite instance; `address` is what a log may say of it. */
export function pgliteDatabase(client: PGlite, address: string, afterClose: () => void = () => {}): Database {
  const db = drizzle(client, { schema, logger: countQueries });
  return {
    db,
    driver: "pglite",
    address,
    connect: async () => ({ db, release() {} }),
    exclusively: (run) => run(new AbortController().signal),
    migrate: () => runMigrations(db),
    async close() {
      if (!client.closed) await client.close();
      afterClose();
    },
  };
}

/** Opens the embedded database in `dataDir`, making the folder where there is none. */
export async function openPglite(dataDir: string, readOnly = false): Promise<Database> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const client = await PGlite.create({ dataDir: join(folder, "database"), extensions: { pg_trgm } });
    await client.query("ALTER SYSTEM SET max_wal_size = '64MB'");
    await client.query("SELECT pg_reload_conf()");
    if (readOnly) await client.query("SET default_transaction_read_only TO on");
    return { ...pgliteDatabase(client, folder, unlock), ...(readOnly && { readOnly: BY_ENVIRONMENT }) };
  } catch (error) {
    unlock();
    throw error;
  }
}
