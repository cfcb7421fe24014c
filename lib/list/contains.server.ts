import { type AnyColumn, inArray, type SQL, sql } from "drizzle-orm";
import { isUuid } from "./uuid.ts";

/** `column` contains `text`, in any case; the wildcards of ILIKE in `text` stand for themselves. Served by a trigram index. */
export function contains(column: AnyColumn | SQL, text: string): SQL {
  return sql`${column} ilike ${`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`;
}

/** `column` is one of `values`; undefined, which drizzle's `and` skips, when no values are given. */
export function oneOf(column: AnyColumn, values: readonly string[] | undefined): SQL | undefined {
  return values && inArray(column, values as string[]);
}

/** The same for a uuid column: what is no uuid is nobody's id, so it matches nothing. */
export function oneOfUuids(column: AnyColumn, values: readonly string[] | undefined): SQL | undefined {
  const ids = values?.filter(isUuid);
  return ids && (ids.length > 0 ? inArray(column, ids) : sql`false`);
}
