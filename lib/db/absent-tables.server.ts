import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { type OptionalTable, optionalTables } from "./product-tables.ts";
import { SEARCH_PATH } from "./search-path.ts";

// On the process beside the database itself, see db.server.ts.
const holder = globalThis as typeof globalThis & { purserAbsentTables?: ReadonlySet<OptionalTable> };

/**
 * Finds which optional tables the product does not have: an empty stand-in is where queries look for them. One query.
 *
 * @throws Error of one line where these connections find no stand-in either
 */
export async function findAbsentTables(db: Db): Promise<ReadonlySet<OptionalTable>> {
  const asked = (named: (table: OptionalTable) => string) =>
    sql`json_build_array(${sql.join(
      optionalTables.map((table) => sql`to_regclass(${named(table)}) is null`),
      sql`, `,
    )})`;
  const { rows } = await db.execute<{ absent: boolean[]; unfound: boolean[] }>(
    sql`select ${asked((table) => `public.${table}`)} as absent, ${asked((table) => table)} as unfound`,
  );
  const { absent, unfound } = rows[0]!;
  const lost = optionalTables.filter((_, place) => unfound[place]);
  if (lost.length > 0) {
    throw new Error(
      `No ${lost.join(", ")} is found, nor the stand-in that npm run db:adopt makes. Behind a pooler, run once: ALTER ROLE <the dashboard's> SET search_path = ${SEARCH_PATH}`,
    );
  }
  return new Set(optionalTables.filter((_, place) => absent[place]));
}

/** Finds them for `isAbsent`: once, at start. What the product makes later shows from the next start on. */
export async function noteAbsentTables(db: Db): Promise<void> {
  holder.purserAbsentTables = await findAbsentTables(db);
}

/** Whether the product has no such table, so that what shows it goes away. */
export function isAbsent(table: OptionalTable): boolean {
  return holder.purserAbsentTables?.has(table) ?? false;
}
