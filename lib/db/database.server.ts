import type { ExtractTablesWithRelations, SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Try } from "./either-database.server.ts";
import type * as schema from "./schema.ts";

interface Rows<T> {
  rows: T[];
}
interface RowsHKT extends PgQueryResultHKT {
  readonly type: Rows<this["row"]>;
}

/** The database as every query sees it, whichever driver carries it; a transaction is a `Db` too. */
export type Db = PgDatabase<RowsHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

export type DriverName = "pglite" | "pg" | "neon";

/**
 * Rows one behind the other, as PostgreSQL's binary COPY format has them: of each an int16 of how many fields, of each of these an int32
 * length (-1: null) and its bytes.
 */
export interface CopiedRows {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/** A connection of one's own, until it is released. */
export interface HeldConnection {
  readonly db: Db;
  /**
   * Copies the rows of a select out, in pieces of at most `size` rows, read no faster than they are taken. A piece's bytes are
   * lent until the next is asked for. The connection can do nothing else until the rows have ended or are given up.
   */
  copy(select: SQL, size: number): AsyncGenerator<CopiedRows>;
  /** Gives the connection back to the pool, or closes it where it is in no state for that. */
  release(isBroken: boolean): void;
}

/** An open database: its pool or its folder is held until `close`. */
export interface Database {
  db: Db;
  driver: DriverName;
  /** Where the data is, fit for a log: never a user or password. */
  address: string;
  /** Why nothing can be changed in it; its connections refuse to write then. Undefined where changes can be made. */
  readOnly?: string | undefined;
  /** Whether it was a standby when it was opened, which may be behind its primary. */
  isStandby?: boolean;
  /** Takes a connection out of the pool. Only of a driver that can copy rows out of one. */
  hold?(): Promise<HeldConnection>;
  /** What lists and charts are read from where there is one. */
  replica?: Replica;
  /** Takes a connection out of the pool, for what is set on a session; whoever takes it resets what they set. */
  connect(): Promise<Pick<HeldConnection, "db" | "release">>;
  /** Runs `run` while no other process migrates this database or moves into it; waits for one that does. A signal says that it ended too soon. */
  exclusively(run: (lost: AbortSignal) => Promise<void>): Promise<void>;
  /** Brings the schema up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** How far a copy is. */
export interface CopyState {
  /**
   * When the last change that it has was made, by the database's own clock: it has every change until then. Null where that cannot be told,
   * because it is no standby, has replayed nothing yet, or does not answer.
   */
  readonly lastChange: Date | null;
}

/** A copy of the database that may be a little behind it. Nothing is ever written there. */
export interface Replica {
  /** Reads the copy, or the database itself where the copy does not answer. */
  readonly db: Db;
  /** The copy alone. */
  readonly copy: Pick<Database, "db" | "hold">;
  /** Runs the first, which reads the copy alone, or the other in its place where the copy does not answer. */
  readonly attempt: Try;
  /** How far it is now: what is read after the answer, here or from the database itself, has at least that. */
  state(): Promise<CopyState>;
  /**
   * Whether the copy has all that was written up to a position of the database's log, as `writtenUpTo` gives it; null where it cannot tell,
   * because it is no standby.
   */
  hasReplayed(position: string): Promise<boolean | null>;
  /** Whether a read may take hours there: a standby ends those that stand in its way unless it is set otherwise. */
  bearsLongReads(): Promise<boolean>;
}
