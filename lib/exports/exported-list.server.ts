import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Permission } from "../auth/permissions.ts";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import type { ExportScope } from "../db/values.ts";
import type { CellValue } from "../list/cell.ts";
import type { CsvColumn } from "../list/csv.server.ts";
import type { SortType } from "../list/cursor.ts";
import { everyPage, type Page } from "../list/keyset.server.ts";
import type { AnyFilter, Column, ListQuery } from "../list/list-spec.ts";
import { type Figures, noSums, type SumColumn } from "./figures.ts";
import { filterWords } from "./filter-words.ts";
import { withLocalTimes } from "./local-times.server.ts";
import { orderWords } from "./order-words.ts";

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
  /** The rows in the list's order, each as the cells of the chosen columns, with what the batch comes to. */
  batches(db: Db, columns: readonly string[], size: number): AsyncGenerator<Batch>;
}

export interface Batch {
  cells: CellValue[][];
  figures: Figures;
}

/** A sum over rows, and what one row adds to it. Every export holds the two together. */
interface Sum<Row> extends SumColumn {
  readonly sql: SQL<number>;
  of(row: Row): number;
}

interface Money<Row> {
  readonly currency: { readonly sql: SQLWrapper; of(row: Row): string };
  readonly sums: readonly Sum<Row>[];
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

interface Declaration<Query extends ListQuery, Row> {
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
  /** `at` is the same for all pages of a file. */
  list(db: Db, query: Query, on: { staff: Staff; at: Date }): Promise<Page<Row>>;
  columns(staff: Staff): readonly CsvColumn<Row>[];
  /** Keeps out what came at an instant or later, where an export itself adds to the list. */
  until?(query: Query, at: Date): Query;
  money?: Money<Row>;
}

/** Declares how a list is exported: one predicate counts, adds up and selects. */
export function exportedList<Query extends ListQuery, Row>(declared: Declaration<Query, Row>): ExportedList {
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
      const columns = withLocalTimes(declared.columns(staff));
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
        batches(db, wanted, size) {
          const pages = everyPage(read, size, (page) => declared.list(db, page, { staff, at }));
          return readBatches(
            pages,
            columns.filter(({ header }) => wanted.includes(header)),
            money,
          );
        },
      };
    },
  };
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

async function* readBatches<Row>(
  pages: AsyncIterable<Row[]>,
  columns: readonly CsvColumn<Row>[],
  money: Money<Row> | undefined,
): AsyncGenerator<Batch> {
  for await (const rows of pages) {
    yield {
      cells: rows.map((row) => columns.map((column) => column.value(row))),
      figures: { rows: rows.length, sums: money ? sumsOf(rows, money) : null },
    };
  }
}

function sumsOf<Row>(rows: readonly Row[], { currency, sums }: Money<Row>): Record<string, Record<string, number>> {
  const found = noSums();
  for (const row of rows) {
    const code = currency.of(row);
    const sum = found[code] ?? {};
    found[code] = sum;
    for (const { key, of } of sums) sum[key] = (sum[key] ?? 0) + of(row);
  }
  return found;
}
