import { type AnyColumn, type SQL, sql } from "drizzle-orm";

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

/** `id` is one of those that any of the selects finds. They are run once, before the rows are read. */
export const anyOf = (id: AnyColumn, selects: readonly SQL[]): SQL =>
  sql`${id} = any(array(${sql.join(
    selects.map((select) => sql`(${select})`),
    sql` union `,
  )}))`;
