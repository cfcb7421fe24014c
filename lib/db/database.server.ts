import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
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

/** An open database: its pool or its folder is held until `close`. */
export interface Database {
  db: Db;
  driver: DriverName;
  /** Where the data is, fit for a log: never a user or password. */
  address: string;
  /** Brings the schema up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}
