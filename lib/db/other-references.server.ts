import { getTableName, is, type SQL, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { OtherRows } from "../deletion.ts";
import type { Db } from "./database.server.ts";
import * as schema from "./schema.ts";

/** Which rows of a table go, by a condition on its columns. */
export interface Going {
  table: PgTable;
  where: SQL;
}

interface OtherReference {
  schema: string;
  table: string;
  columns: string[];
  /** Whether the table is the one that its bare name stands for. */
  isVisible: boolean;
  target: string;
  targetColumns: string[];
  /** `pg_constraint.confdeltype`. */
  rule: "a" | "r" | "c" | "n" | "d";
  canRead: boolean;
}

const ruleOf = { a: "forbids", r: "forbids", c: "goes", n: "loses", d: "loses" } as const;

const nameOf = ({ schema: inSchema, table, isVisible }: OtherReference) => (isVisible ? table : `${inSchema}.${table}`);

/** `table.column` of the foreign keys that the schema of Purser has: what becomes of their rows the verbs say themselves. */
const known = new Set(
  Object.values(schema)
    .filter((table) => is(table, PgTable))
    .flatMap((table) => getTableConfig(table).foreignKeys.map((key) => key.reference()))
    .map(({ columns }) => `${getTableName(columns[0]!.table)}.${columns.map(({ name }) => name).join(",")}`),
);

/** The foreign keys that the product's database has to these tables and that Purser does not know. One query on the catalogue. */
async function otherReferences(db: Db, tables: readonly PgTable[]): Promise<OtherReference[]> {
  const targets = tables.map((table) => sql`to_regclass(${`"${getTableName(table)}"`})`);
  const columnsOf = (relation: SQL, keys: SQL) => sql`(
    select json_agg(a.attname order by k.place) from unnest(${keys}) with ordinality as k (num, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.num)`;
  const { rows } = await db.execute<{ [Key in keyof OtherReference]: OtherReference[Key] }>(sql`
    select n.nspname as schema, t.relname as table, pg_table_is_visible(t.oid) as "isVisible", f.relname as target, c.confdeltype::text as rule,
      has_schema_privilege(n.oid, 'usage') and has_table_privilege(t.oid, 'select') as "canRead",
      ${columnsOf(sql`c.conrelid`, sql`c.conkey`)} as columns, ${columnsOf(sql`c.confrelid`, sql`c.confkey`)} as "targetColumns"
    from pg_constraint c
    join pg_class t on t.oid = c.conrelid
    join pg_namespace n on n.oid = t.relnamespace
    join pg_class f on f.oid = c.confrelid
    where c.contype = 'f' and c.conparentid = 0 and c.confrelid in (${sql.join(targets, sql`, `)})
    order by n.nspname, t.relname, c.conname`);
  return rows.filter((row) => !(row.isVisible && known.has(`${row.table}.${row.columns.join(",")}`)));
}

/** What counts the rows that the product's own foreign keys tie to rows that go. */
export interface OtherRowsCount {
  /** One JSON array of counts, null where the role may not read the table: to be selected beside other counts. */
  counts: SQL;
  /** The counts with what they are of. */
  read(counts: readonly (number | null)[]): OtherRows[];
}

/**
 * Finds which of the product's own foreign keys, unknown to Purser, lead to rows that a deletion takes away. Rows that go themselves are not
 * counted again. What hangs on the counted rows in turn is not looked into.
 *
 * @param going the rows that go, of each table from which some do
 */
export async function countOtherRows(db: Db, going: readonly Going[]): Promise<OtherRowsCount> {
  const goingOf = new Map(going.map((each) => [getTableName(each.table), each]));
  const found = await otherReferences(
    db,
    going.map(({ table }) => table),
  );
  const counts = found.map((reference) => {
    if (!reference.canRead) return sql`null`;
    const from = reference.isVisible
      ? sql`${sql.identifier(reference.table)}`
      : sql`${sql.identifier(reference.schema)}.${sql.identifier(reference.table)}`;
    const listed = (of: SQL, columns: readonly string[]) =>
      sql.join(
        columns.map((column) => sql`${of}.${sql.identifier(column)}`),
        sql`, `,
      );
    const target = sql`${sql.identifier(reference.target)}`;
    const own = reference.isVisible ? goingOf.get(reference.table) : undefined;
    return sql`(select count(*)::int from ${from} where (${listed(from, reference.columns)}) in (
      select ${listed(target, reference.targetColumns)} from ${target} where ${goingOf.get(reference.target)!.where}
    ) ${own ? sql`and (${own.where}) is not true` : sql``})`;
  });
  return {
    counts: sql`json_build_array(${sql.join(counts, sql`, `)})`,
    read: (numbers) =>
      found.map((reference, place) => ({
        table: nameOf(reference),
        columns: reference.columns.join(", "),
        rule: ruleOf[reference.rule],
        count: numbers[place] ?? null,
      })),
  };
}
