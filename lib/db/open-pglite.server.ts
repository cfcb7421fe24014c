import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { Database } from "./database.server.ts";
import { JOURNAL } from "./migrate.server.ts";
import * as schema from "./schema.ts";

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
      const holder = Number(existsSync(file) ? readFileSync(file, "utf8") : "0");
      if (holder > 0 && holder !== process.pid && isRunning(holder)) {
        throw new Error(`The data folder ${folder} is in use by the process ${holder}. Stop it, or choose another with PURSER_DATA_DIR.`);
      }
      if (holder === process.pid) throw new Error(`The data folder ${folder} is already open in this process.`);
      rmSync(file, { force: true });
    }
  }
  const release = () => rmSync(file, { force: true });
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
  const db = drizzle(client, { schema });
  return {
    db,
    driver: "pglite",
    address,
    migrate: () => migrate(db, JOURNAL),
    async close() {
      if (!client.closed) await client.close();
      afterClose();
    },
  };
}

/** Opens the embedded database in `dataDir`, making the folder where there is none. */
export async function openPglite(dataDir: string): Promise<Database> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const client = await PGlite.create({ dataDir: join(folder, "database"), extensions: { pg_trgm } });
    await client.query("ALTER SYSTEM SET max_wal_size = '64MB'");
    await client.query("SELECT pg_reload_conf()");
    return pgliteDatabase(client, folder, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}
