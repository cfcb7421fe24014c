import type { Database } from "../db/database.server.ts";
import { type FillProgress, fillKeptTables, unfinishedTables } from "../db/fill-kept-tables.server.ts";
import { formatCount } from "../format.ts";

const REPORT_EVERY_MS = 5_000;

/** Migrates, then fills what the migrations left to be filled in batches; says how far it is where that takes long. */
export async function bringUpToDate(database: Database): Promise<void> {
  await database.migrate();
  let reported = Date.now();
  let last: FillProgress | undefined;
  await fillKeptTables(database.db, {
    onProgress(progress) {
      if (last && last.table !== progress.table) console.log(`${describe(last)}, finished`);
      last = progress;
      if (Date.now() - reported < REPORT_EVERY_MS) return;
      reported = Date.now();
      console.log(describe(progress));
    },
  });
  if (last) console.log(`${describe(last)}, finished`);
}

function describe({ table, done, leftOut }: FillProgress): string {
  return `Filling ${table}: ${formatCount(done)} rows looked at${leftOut > 0 ? `, ${formatCount(leftOut)} could not be kept` : ""}`;
}

/**
 * Goes on with a fill that `npm run migrate` was cut off in, beside the server's work. It ends with the process; what is done stays done,
 * and the next start goes on.
 */
export async function fillInBackground({ db }: Database): Promise<void> {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  try {
    const tables = await unfinishedTables(db);
    if (tables.length === 0) return;
    console.log(`Filling ${tables.join(" and ")} from older rows in the background`);
    await fillKeptTables(db, { signal: ending.signal });
    if (!ending.signal.aborted) console.log(`Filled ${tables.join(" and ")}`);
  } catch (error) {
    if (!ending.signal.aborted) {
      console.warn(
        `Older rows are not all filled in yet; the next start goes on: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
