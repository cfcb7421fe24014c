import { setTimeout as wait } from "node:timers/promises";
import type { Database, Db } from "../db/database.server.ts";
import { innermostMessage, isDatabaseAway, isPrivilegeLacking } from "../db/database-errors.ts";
import { fillKeptTables, unfinishedTables } from "../db/fill-kept-tables.server.ts";
import { log } from "../log.server.ts";
import { fillProgress } from "./fill-progress.ts";

/** How long after an outage was met it is tried again. Milliseconds. */
const AGAIN_MS = 10_000;

/** Migrates, then fills what the migrations left to be filled in batches; says how far it is where that takes long. */
export async function bringUpToDate(database: Database): Promise<void> {
  await database.migrate();
  const { say, end } = fillProgress();
  await fillKeptTables(database.db, { onProgress: say });
  end();
}

/**
 * Goes on with a fill that `npm run db:migrate` was cut off in, beside the server's work. It ends with the process; what is done stays done,
 * and the next start goes on.
 */
export async function fillInBackground({ db }: Database): Promise<void> {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  try {
    const tables = await unfinishedTables(db);
    if (tables.length === 0) return;
    log().info({ tables }, "filling from older rows in the background");
    await fillThroughOutages(db, ending.signal);
    if (!ending.signal.aborted) log().info({ tables }, "filled");
  } catch (error) {
    if (ending.signal.aborted) return;
    if (isPrivilegeLacking(error)) {
      log().warn("older rows are not all filled in yet, which this database role may not do: run npm run db:migrate as the tables' owner");
      return;
    }
    log().warn({ error: innermostMessage(error) }, "older rows are not all filled in yet; the next start goes on");
  }
}

/** Goes on where a database that was away is back; that it was is said once. */
async function fillThroughOutages(db: Db, signal: AbortSignal): Promise<void> {
  for (let isSaid = false; !signal.aborted; isSaid = true) {
    try {
      return await fillKeptTables(db, { signal });
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (!isSaid) log().warn({ error: innermostMessage(error) }, "filling from older rows waits for the database");
      await wait(AGAIN_MS, undefined, { ref: false });
    }
  }
}
