import { type AnyColumn, inArray, type SQL, sql } from "drizzle-orm";
import { isFoundAtWords } from "./found-at-words.ts";
import { isUuid } from "./uuid.ts";

/** `column` contains `text`, in any case; the wildcards of ILIKE in `text` stand for themselves. */
export function contains(column: AnyColumn | SQL, text: string): SQL {
  return sql`${column} ilike ${`%${literal(text)}%`}`;
}

/**
 * The name or title in `column` contains `text`, as a trigram index on it can find it: a text too short to be looked up anywhere (see
 * `isFoundAtWords`) is found where the name begins, or a word of it behind a blank.
 */
export function nameContains(column: AnyColumn | SQL, text: string): SQL {
  if (!isFoundAtWords(text)) return contains(column, text);
  return sql`(${column} ilike ${`${literal(text)}%`} or ${column} ilike ${`% ${literal(text)}%`})`;
}

/**
 * The e-mail in `column` contains `text`, as a trigram index on it can find it. A short text is not looked for: the index knows words, and
 * almost every e-mail has one that begins with "co".
 */
export function emailContains(column: AnyColumn | SQL, text: string): SQL {
  return isFoundAtWords(text) ? sql`false` : contains(column, text);
}

const literal = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** `column` is one of `values`; undefined, which drizzle's `and` skips, when no values are given. */
export function oneOf(column: AnyColumn, values: readonly string[] | undefined): SQL | undefined {
  return values && inArray(column, values as string[]);
}

/** The same for a uuid column: what is no uuid is nobody's id, so it matches nothing. */
export function oneOfUuids(column: AnyColumn, values: readonly string[] | undefined): SQL | undefined {
  const ids = values?.filter(isUuid);
  return ids && (ids.length > 0 ? inArray(column, ids) : sql`false`);
}
