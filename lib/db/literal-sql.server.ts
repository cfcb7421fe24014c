import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";

/** Writes a query's parameters into its text. */
class LiteralDialect extends PgDialect {
  override escapeParam(_place: number, value?: unknown): string {
    return literal(value);
  }
}

const dialect = new LiteralDialect();

/**
 * A query as text alone, for the few statements that PostgreSQL takes no parameters for, such as COPY. Each parameter is a literal without a
 * type, as a parameter is without one, escaped so that it is the same whatever `standard_conforming_strings` says.
 *
 * @throws Error for a parameter that is no text, number or boolean, and for a text with a NUL, which PostgreSQL cannot hold
 */
export function literalSql(query: SQL): string {
  return dialect.sqlToQuery(query).sql;
}

function literal(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return pg.escapeLiteral(String(value));
  if (typeof value !== "string" || value.includes("\0")) throw new Error(`This cannot be written as a literal: a ${typeof value}`);
  return pg.escapeLiteral(value);
}
