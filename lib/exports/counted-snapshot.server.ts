import type { CopyState, Database } from "../db/database.server.ts";
import type { AskedList } from "./exported-list.server.ts";
import type { Figures } from "./figures.ts";
import type { ExportDatabase } from "./prepare-download.server.ts";
import { openSnapshot, type Snapshot } from "./snapshot.server.ts";

/** The state that an export is read from, and what the database counted and added up in it. */
interface CountedSnapshot {
  snapshot: Snapshot;
  expected: Figures;
  /** How far the replica was that it is of; undefined where it is of the database itself. */
  replica?: CopyState | undefined;
}

/**
 * Opens a snapshot and counts what is asked for in it: of the copy that the rows are to come from or, where that fails, of the database itself.
 * Whoever takes it closes it.
 */
export async function countedSnapshot(database: ExportDatabase, asked: AskedList): Promise<CountedSnapshot> {
  const { rowsFrom } = database;
  const ofItself = () => countedIn(database, asked);
  if (!rowsFrom) return ofItself();
  const replica = await rowsFrom.state();
  return rowsFrom.attempt(async () => ({ ...(await countedIn(rowsFrom.copy, asked)), replica }), ofItself);
}

async function countedIn(from: Pick<Database, "db" | "hold">, asked: AskedList): Promise<CountedSnapshot> {
  const snapshot = await openSnapshot(from);
  try {
    return { snapshot, expected: await asked.figures(snapshot.db) };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}
