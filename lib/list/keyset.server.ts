import { type AnyColumn, and, asc, desc, type SQL, sql } from "drizzle-orm";
import type { Cursor, SortType } from "./cursor.ts";
import type { ListQuery, Sort } from "./list-spec.ts";
import { isUuid } from "./uuid.ts";

/** What a read must put into its query to get one page. */
export interface PageClause {
  /** The list's own condition and the cursor's, together. */
  where: SQL | undefined;
  orderBy: [SQL, SQL];
  limit: number;
  /** To be selected as `sortKey`: the sort key as PostgreSQL writes it, which the next cursor is made of. */
  sortKey: SQL<string>;
}

/** A page: its rows in the list's order, and where the pages beside it begin (undefined where there is none). */
export interface Page<Row> {
  rows: Row[];
  next: { key: string; id: string } | undefined;
  previous: { key: string; id: string } | undefined;
}

interface Order<S extends string> {
  /**
   * The expression behind each sort. It is never null: a column that can be null is ordered by `coalesce(column, …)`, which gives null
   * its place, and the list's index is on the same expression.
   */
  sort: Readonly<Record<S, SQL | AnyColumn>>;
  types: Readonly<Record<S, SortType>>;
  /** The id that ends every order, so that ties have one. */
  id: SQL | AnyColumn;
  /** The id's type in the database. */
  idType?: "text" | "uuid";
  where: SQL | undefined;
}

const CAST: Record<SortType, SQL> = { timestamp: sql`timestamp`, integer: sql`bigint`, text: sql`text` };

/**
 * Reads one page by keyset: rows behind (or before) the cursor's (sort key, id) in one index range, whatever their number. One row more
 * than a page is read to know whether there is another. A page before a cursor is read backwards and turned round.
 *
 * @param read runs the list's query; each row must hold `id` and `sortKey`
 */
export async function readPage<S extends string, Row extends { id: string; sortKey: string }>(
  query: { readonly sort: Sort<NoInfer<S>>; readonly size: number; readonly cursor: Cursor | undefined },
  order: Order<S>,
  read: (clause: PageClause) => Promise<Row[]>,
): Promise<Page<Omit<Row, "sortKey">>> {
  const { key: sort, direction } = query.sort;
  const expression = order.sort[sort];
  const cursor = query.cursor && (order.idType !== "uuid" || isUuid(query.cursor.id)) ? query.cursor : undefined;
  const backwards = cursor?.side === "before";
  const ascending = (direction === "asc") !== backwards;

  const beyond =
    cursor &&
    sql`(${expression}, ${order.id}) ${ascending ? sql`>` : sql`<`} (${cursor.key}::${CAST[order.types[sort]]}, ${cursor.id}::${
      order.idType === "uuid" ? sql`uuid` : sql`text`
    })`;
  const towards = ascending ? asc : desc;
  const found = await read({
    where: and(order.where, beyond),
    orderBy: [towards(expression), towards(order.id)],
    limit: query.size + 1,
    sortKey: sql<string>`${expression}::text`,
  });

  const more = found.length > query.size;
  const page = found.slice(0, query.size);
  if (backwards) page.reverse();
  const edge = (row: Row | undefined) => row && { key: row.sortKey, id: row.id };
  return {
    rows: page.map(({ sortKey: _, ...row }) => row),
    // Going forwards, the row that the cursor names lies before this page; going backwards, it lies behind.
    next: (backwards ? page.length > 0 : more) ? edge(page.at(-1)) : undefined,
    previous: (backwards ? more : cursor) ? edge(page[0]) : undefined,
  };
}

/** Every page of a list from its first, one after the other, for an export: `read` gets the query of each page. */
export async function* everyPage<Query extends Pick<ListQuery, "cursor" | "size">, Row>(
  query: Query,
  size: number,
  read: (query: Query) => Promise<Page<Row>>,
): AsyncGenerator<Row[]> {
  let cursor: ListQuery["cursor"];
  do {
    const page = await read({ ...query, size, cursor });
    if (page.rows.length > 0) yield page.rows;
    cursor = page.next && { side: "after", ...page.next };
  } while (cursor);
}
