import { copyState } from "~lib/db/copy-state.server.ts";
import type { CopyState, Db, Replica } from "~lib/db/database.server.ts";
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

/** Of when the numbers of a page are. */
export interface ReadState {
  /** They were read at this moment or later. */
  at: Date;
  /** How far the replica was, where they are read from one, or the database itself is one; otherwise null: they are of this moment. */
  replica: CopyState | null;
}

/** Of when what is read from `db` is, as `readDb` gave it. To be waited for before the rows are read: they have then at least what it says. */
export async function readState(db: Db): Promise<ReadState> {
  const { replica, isStandby } = currentDatabase();
  const at = new Date();
  if (db === replica?.db) return { at, replica: await replica.state() };
  return { at, replica: isStandby ? await copyState(db) : null };
}

/**
 * The database as an export uses it: its run is written down in the database itself, its rows come from the replica by the same rule as a
 * list's. Only from a replica that does not end a read which takes long: half a file is none.
 */
export async function exportDatabase(request: Request): Promise<ExportDatabase> {
  const database = currentDatabase();
  const replica = await replicaFor(request);
  return replica && (await replica.bearsLongReads()) ? { ...database, rowsFrom: replica } : database;
}

async function replicaFor(request: Request): Promise<Replica | undefined> {
  const { replica } = currentDatabase();
  if (!replica) return undefined;
  const written = await lastWriteOf(request);
  if (!written) return replica;
  const hasIt = written.position === undefined ? null : await replica.hasReplayed(written.position);
  return (hasIt ?? !isFresh(written)) ? replica : undefined;
}
