import type { BenchSize } from "./size.ts";
import { at, dice, type FillTime, id, type Task } from "./sql.ts";

/** The two counters: one row a user and day; a few users are there almost every day, most seldom. */
export function usage({ users, usageDays: rows }: BenchSize, time: FillTime): Task[] {
  return (
    [
      ["message_usage", "message_count", 71],
      ["extreme_search_usage", "search_count", 75],
    ] as const
  ).map(([table, column, salt]) => ({
    label: `${rows} rows of ${table}`,
    // In each day's list of users the gaps grow, so that nearly nobody is drawn twice; who is counts once.
    sql: `
      insert into ${table} (id, user_id, ${column}, date, reset_at, created_at, updated_at)
      select ${id(column, "min(i)")}, ${id("user", "person")}, max(1 + floor(-ln(1 - ${dice("i", salt)}) * 6))::int, day, day + interval '1 day', day, day + interval '12 hours'
      from (
        select i, day, 1 + floor(${users} * (i::float8 / ${rows}) * power((place - ${dice("i", salt + 1)}) / among, 2))::int as person
        from (
          select i, day, row_number() over (partition by day order by i) as place, count(*) over (partition by day) as among
          from (select i, date_trunc('day', ${at(time, "i", rows)}) as day from generate_series(1::bigint, ${rows}) as i) as dated
        ) as placed
      ) as drawn
      group by day, person
      order by day, min(i)`,
  }));
}
