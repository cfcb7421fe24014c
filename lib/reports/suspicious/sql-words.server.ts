import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { stepsThrough } from "../../list/distinct.server.ts";

/** A fixed length of time; a literal, so that the planner knows it. */
export const minutes = (count: number): SQL => sql.raw(`interval '${count} minutes'`);
export const hours = (count: number): SQL => sql.raw(`interval '${count} hours'`);
export const days = (count: number): SQL => sql.raw(`interval '${count} days'`);

/** An instant as the database keeps it: UTC, without a zone. */
export const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamp`;

/** The values in parentheses, to stand behind `not in`. */
export const noneOf = (values: readonly string[]): SQL =>
  sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;

/** So many different values of one column are looked at. */
const MOST_VALUES = 1_000;

/** Selects the values that a column holds and that are none of the known ones. The column begins an index. */
export const unknown = (column: AnyColumn, known: readonly string[]): SQL =>
  sql`select found.value from (${stepsThrough(column, MOST_VALUES)}) as found where found.value not in ${noneOf(known)}`;

/** `id` is one of those that any of the selects finds. They are run once, before the rows are read. */
export const anyOf = (id: AnyColumn, selects: readonly SQL[]): SQL =>
  sql`${id} = any(array(${sql.join(
    selects.map((select) => sql`(${select})`),
    sql` union `,
  )}))`;
