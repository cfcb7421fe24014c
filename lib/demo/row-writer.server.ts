import { getTableColumns, type InferInsertModel } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "../db/database.server.ts";

/** PostgreSQL takes 65,535 parameters in one statement, and every column of every row is one. */
const MAX_PARAMETERS = 60_000;
const MAX_ROWS = 400;

/**
 * Collects rows and inserts many at a time. The tables are given parents first: whenever one of them is full, those before it are written
 * first, so that no row comes before the one it refers to.
 */
export class RowWriter {
  readonly #waiting: Map<PgTable, unknown[]>;
  readonly #written: Map<PgTable, number>;

  constructor(
    private readonly db: Db,
    tables: readonly PgTable[],
  ) {
    this.#waiting = new Map(tables.map((table) => [table, []]));
    this.#written = new Map(tables.map((table) => [table, 0]));
  }

  /** @throws Error for a table that the writer was not made for */
  async add<T extends PgTable>(table: T, rows: readonly InferInsertModel<T>[]): Promise<void> {
    const waiting = this.#waiting.get(table);
    if (!waiting) throw new Error("This writer does not know the table");
    for (const row of rows) {
      waiting.push(row);
      if (waiting.length >= this.#limit(table)) await this.flush(table);
    }
  }

  /** Writes what is waiting: everything, or up to and including one table. */
  async flush(last?: PgTable): Promise<void> {
    for (const [table, waiting] of this.#waiting) {
      for (let from = 0; from < waiting.length; from += this.#limit(table)) {
        await this.db.insert(table).values(waiting.slice(from, from + this.#limit(table)) as InferInsertModel<PgTable>[]);
      }
      this.#written.set(table, this.#written.get(table)! + waiting.length);
      waiting.length = 0;
      if (table === last) return;
    }
  }

  written(table: PgTable): number {
    return this.#written.get(table) ?? 0;
  }

  #limit(table: PgTable): number {
    return Math.min(MAX_ROWS, Math.floor(MAX_PARAMETERS / Object.keys(getTableColumns(table)).length));
  }
}
