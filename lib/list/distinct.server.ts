import { type AnyColumn, getTableName, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";

/**
 * Selects the different values of a text column as `value`, in order. Each is found by one step down the index that begins with the column
 * (a "loose index scan"; PostgreSQL has none of its own), so that it takes as long as there are values, not rows.
 */
export function stepsThrough(column: AnyColumn, limit: number): SQL {
  const table = sql.identifier(getTableName(column.table));
  const name = sql.identifier(column.name);
  return sql`
    with recursive step (value, place) as (
      (select ${name}, 1 from ${table} where ${name} is not null order by ${name} limit 1)
      union all
      select (select ${name} from ${table} where ${name} > step.value order by ${name} limit 1), step.place + 1
      from step where step.value is not null and step.place < ${limit}
    )
    select value from step where value is not null order by place`;
}

/** The different values of a text column, in order, at most `limit`: what a filter over an open set can offer. */
export async function distinctValues(db: Db, column: AnyColumn, limit = 100): Promise<string[]> {
  const { rows } = await db.execute<{ value: string }>(stepsThrough(column, limit));
  return rows.map((row) => row.value);
}

/** The same of several columns, in one query. */
export async function distinctValuesOf<Name extends string>(
  db: Db,
  columns: Readonly<Record<Name, AnyColumn>>,
  limit = 100,
): Promise<Record<Name, string[]>> {
  const lists = Object.entries<AnyColumn>(columns).map(
    ([name, column]) => sql`array(${stepsThrough(column, limit)}) as ${sql.identifier(name)}`,
  );
  const { rows } = await db.execute<Record<Name, string[]>>(sql`select ${sql.join(lists, sql`, `)}`);
  return rows[0]!;
}
