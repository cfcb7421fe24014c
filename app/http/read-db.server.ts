import type { Db, Replica } from "~lib/db/database.server.ts";
import { currentDatabase } from "~lib/db/db.server.ts";
import type { ExportDatabase } from "~lib/exports/prepare-download.server.ts";
import { isFresh, lastWriteOf } from "./last-write.server";

/**
 * The database that a list, a chart, a report or a number is read from: the replica where there is one and it has what this person changed
 * last, otherwise the database itself. To be asked once a page, so that its rows and its totals are of the same one.
 */
export async function readDb(request: Request): Promise<Db> {
  return ((await replicaFor(request)) ?? currentDatabase()).db;
}

/**
 * The database as an export uses it: its run is written down in the database itself, its rows come from the replica by the same rule as a
 * list's. Only from a replica that does not end a read which takes long: half a file is none.
 */
export async function exportDatabase(request: Request): Promise<ExportDatabase> {
  const database = currentDatabase();
  const replica = await replicaFor(request);
  return replica && (await replica.bearsLongReads()) ? { ...database, rowsFrom: replica.copy } : database;
}

async function replicaFor(request: Request): Promise<Replica | undefined> {
  const { replica } = currentDatabase();
  if (!replica) return undefined;
  const written = await lastWriteOf(request);
  if (!written) return replica;
  const hasIt = written.position === undefined ? null : await replica.hasReplayed(written.position);
  return (hasIt ?? !isFresh(written)) ? replica : undefined;
}
