import { type AnyColumn, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Permission } from "../auth/permissions.ts";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import type { ExportScope } from "../db/values.ts";
import type { CsvColumn } from "../list/csv.server.ts";
import type { SortType } from "../list/cursor.ts";
import type { Fields, FieldType, RowOf } from "../list/field.server.ts";
import type { FieldColumn } from "../list/field-columns.server.ts";
import { everyPage, type Page } from "../list/keyset.server.ts";
import type { AnyFilter, Column, ListQuery } from "../list/list-spec.ts";
import { type Batch, batchOfCells } from "./batch.server.ts";
import type { Figures, SumColumn } from "./figures.ts";
import { filterWords } from "./filter-words.ts";
import { withLocalTimes } from "./local-times.server.ts";
import { type Money, sumsOf } from "./money-sums.server.ts";
import { orderWords } from "./order-words.ts";
import { rawBatches } from "./raw/raw-batches.server.ts";
import { readAhead } from "./read-ahead.ts";
import type { Snapshot } from "./snapshot.server.ts";

/** What rows are read from. */
export type RowSource = Pick<Snapshot, "db" | "copy">;

/** A list that can be taken away as a file. */
export interface ExportedList {
  /** "payments": its path without the slash. */
  readonly name: string;
  /** "Tool calls": what people call it. */
  readonly title: string;
  readonly noun: readonly [string, string];
  /** The one that reads the list. */
  readonly permission: Permission;
  /** What a person asks for: what the list's own parameters match, or the rows with `ids` alone. `at` is when the rows are read. */
  ask(staff: Staff, request: AskFor, at: Date): AskedList;
  /** What is added up by currency; empty for a list without money. */
  readonly sums: readonly SumColumn[];
  /** What parameters narrow the list to, part by part, or that rows are named by `ids`. */
  words(params: URLSearchParams, ids?: readonly string[]): string[];
  /** The list with these parameters. */
  href(params: URLSearchParams): string;
}

export interface AskFor {
  readonly scope: ExportScope;
  readonly params: URLSearchParams;
  readonly ids?: readonly string[] | undefined;
}

/** What a person has asked a list for. */
export interface AskedList {
  readonly list: Pick<ExportedList, "name" | "title" | "noun" | "permission">;
  readonly scope: ExportScope;
  /** As the list's own link says it, without place, size and columns of a page. */
  readonly params: URLSearchParams;
  /** Where the same rows are shown. */
  readonly href: string;
  /** What narrows it, part by part; empty: nothing does. */
  readonly words: readonly string[];
  /** "Time, newest first" */
  readonly order: string;
  /** Every column that this person may take, in the order of the file. */
  readonly columns: readonly string[];
  readonly sums: readonly SumColumn[];
  /** Counted and added up by the database. */
  figures(db: Db): Promise<Figures>;
  /** The rows in the list's order, as the cells of the chosen columns, at most `size` a batch. */
  batches(source: RowSource, columns: readonly string[], size: number): AsyncGenerator<Batch>;
}

interface Spec<Query> {
  readonly path: string;
  readonly noun: readonly [string, string];
  readonly filters: Readonly<Record<string, AnyFilter>>;
  readonly sort: Readonly<Record<string, SortType>>;
  readonly columns: Readonly<Record<string, Column>>;
  readonly defaults: Query;
  parse(params: URLSearchParams): Query;
  params(query: Query): URLSearchParams;
  href(query: Query): string;
}

interface Declaration<Query extends ListQuery, Row, C extends CsvColumn<Row>> {
  permission: Permission;
  spec: Spec<Query>;
  /** Where it is not called after its rows. */
  title?: string;
  /** The list as this person may ask for it, where that differs. */
  specFor?(staff: Staff): Spec<Query>;
  /** What the rows are selected from, without the list's joins, which neither add a row nor take one. */
  from: SQLWrapper;
  /** The list's own condition. */
  where(query: Query, at: Date): SQL | undefined;
  columns(staff: Staff): readonly C[];
  /** Keeps out what came at an instant or later, where an export itself adds to the list. */
  until?(query: Query, at: Date): Query;
  money?: Money<Row>;
}

/** A list whose columns are made of whole rows, page by page. */
interface ByRows<Query extends ListQuery, Row> extends Declaration<Query, Row, CsvColumn<Row>> {
  /** `at` is the same for all pages of a file. */
  list(db: Db, query: Query, on: { staff: Staff; at: Date }): Promise<Page<Row>>;
}

/** A list whose columns are made of fields: nothing else is selected, and no object is made of a row. */
interface ByFields<Query extends ListQuery, F extends Fields> extends Declaration<Query, RowOf<F>, FieldColumn<RowOf<F>>> {
  fields(at: Date): F;
  /** The joins that fields may name, in the order in which they are written. */
  joins?: Readonly<Record<string, SQL>>;
  /** The list's own orders, as its pages have them, and the id that ends each. */
  order: { readonly sort: Readonly<Record<string, SQL | AnyColumn>>; readonly id: SQL | AnyColumn };
}

/** Declares how a list is exported row by row: one predicate counts, adds up and selects. */
export function exportedList<Query extends ListQuery, Row>(declared: ByRows<Query, Row>): ExportedList {
  const { money } = declared;
  return exported(
    declared,
    ({ query, columns, staff, at }) =>
      async function* ({ db }, size) {
        const pages = readAhead(everyPage(query, size, (page) => declared.list(db, page, { staff, at })));
        for await (const rows of pages) {
          const sums = money ? sumsOf(rows.length, (place) => rows[place]!, money) : null;
          yield batchOfCells(
            rows.map((row) => columns.map((column) => column.value(row))),
            { rows: rows.length, sums },
          );
        }
      },
  );
}

/** Declares how a list is exported straight from its fields, which is many times as fast: one predicate counts, adds up and selects. */
export function exportedFields<Query extends ListQuery, F extends Fields>(declared: ByFields<Query, F>): ExportedList {
  const { money } = declared;
  return exported(declared, ({ query, columns, at }) => {
    const fields = declared.fields(at);
    const looked = new Set<string>([...columns.flatMap(({ from }) => from), ...(money?.from ?? [])]);
    const names = Object.keys(fields).filter((name) => looked.has(name));
    const select = selectOf(declared, fields, names, query, at);
    return (source, size) => rawBatches(source, { fields, names, select, columns, money }, size);
  });
}

interface Wanted<Query, C> {
  readonly query: Query;
  readonly columns: readonly C[];
  readonly staff: Staff;
  readonly at: Date;
}

function exported<Query extends ListQuery, Row, C extends CsvColumn<Row>>(
  declared: Declaration<Query, Row, C>,
  reader: (wanted: Wanted<Query, C>) => (source: RowSource, size: number) => AsyncGenerator<Batch>,
): ExportedList {
  const { permission, spec, money } = declared;
  const title = declared.title ?? spec.noun[1].replace(/^./, (first) => first.toUpperCase());
  const list = { name: spec.path.slice(1), title, noun: spec.noun, permission };
  const sums = money?.sums.map(({ key, label, isMoney }) => ({ key, label, isMoney })) ?? [];
  return {
    ...list,
    sums,
    words: (params, ids) => filterWords(spec.filters, ids ? named(ids) : spec.parse(params)),
    href: (params) => spec.href(spec.parse(params)),
    ask(staff, { scope, params, ids }, at) {
      const own = declared.specFor?.(staff) ?? spec;
      const parsed = own.parse(params);
      const { size, columns: shown } = own.defaults;
      const query: Query = { ...parsed, ...(ids && named(ids)), size, columns: shown, cursor: undefined, exact: false };
      const read = declared.until?.(query, at) ?? query;
      const columns = withLocalTimes<Row, C>(declared.columns(staff));
      return {
        list,
        scope,
        params: own.params(query),
        href: own.href(query),
        words: filterWords(own.filters, query),
        order: orderWords(own, query.sort),
        columns: columns.map(({ header }) => header),
        sums,
        figures: (db) => figuresInSql(db, sql`${declared.from} where ${declared.where(read, at) ?? sql`true`}`, money),
        batches(source, wanted, size) {
          const chosen = columns.filter(({ header }) => wanted.includes(header));
          return reader({ query: read, columns: chosen, staff, at })(source, size);
        },
      };
    },
  };
}

/** What the binary form of each type is made of, whatever the column's own type is. */
const CAST: Record<FieldType, SQL> = {
  text: sql`text`,
  integer: sql`bigint`,
  real: sql`float8`,
  time: sql`timestamp`,
  flag: sql`boolean`,
  json: sql`text`,
};

function selectOf<Query extends ListQuery, F extends Fields>(
  { from, joins = {}, where, order }: ByFields<Query, F>,
  fields: F,
  names: readonly string[],
  query: Query,
  at: Date,
): SQL {
  const selected = names.map((name) => sql`(${fields[name]!.sql})::${CAST[fields[name]!.type]} as ${sql.identifier(name)}`);
  const joined = Object.entries(joins).filter(([join]) => names.some((name) => fields[name]!.join === join));
  const { key, direction } = query.sort;
  const towards = direction === "asc" ? sql`asc` : sql`desc`;
  return sql`select ${sql.join(selected, sql`, `)} from ${from} ${sql.join(
    joined.map(([, join]) => join),
    sql` `,
  )} where ${where(query, at) ?? sql`true`} order by ${order.sort[key]!} ${towards}, ${order.id} ${towards}`;
}

/** A query's part that rows with these ids match, and no others. */
function named(ids: readonly string[]) {
  return { q: "", filters: { id: [...ids] } };
}

async function figuresInSql<Row>(db: Db, matching: SQL, money: Money<Row> | undefined): Promise<Figures> {
  if (!money) {
    const { rows } = await db.execute<{ rows: number }>(sql`select count(*)::float8 as rows from ${matching}`);
    return { rows: rows[0]!.rows, sums: null };
  }
  const { currency, sums } = money;
  const selected = sums.map((sum) => sql`${sum.sql} as ${sql.identifier(sum.key)}`);
  const { rows } = await db.execute<Record<string, string | number>>(
    sql`select ${currency.sql} as "of_currency", count(*)::float8 as "of_rows", ${sql.join(selected, sql`, `)} from ${matching} group by 1 order by 1`,
  );
  return {
    rows: rows.reduce((count, row) => count + Number(row.of_rows), 0),
    sums: Object.fromEntries(rows.map((row) => [row.of_currency, Object.fromEntries(sums.map(({ key }) => [key, Number(row[key])]))])),
  };
}
