import { type AnyColumn, and, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "../db/database.server.ts";
import { env } from "../env.server.ts";
import { instantsOf } from "./day.ts";
import type { DayRange } from "./filters.ts";
import type { PageClause } from "./keyset.server.ts";
import { PAGE_SIZES } from "./list-spec.ts";
import { within } from "./range.server.ts";
import { countMatching, type Total } from "./total.server.ts";

/** A filter on what belongs to a row, such as its user's name, as the database can look it up from either side. */
export interface FoundWithin {
  /** The column of the list's table that is among the ids. */
  among: AnyColumn;
  /** A select of the ids of everything that matches; one may come twice. */
  ids: SQL;
  /** The same as a plain condition, where the list's own row says it. */
  condition?: SQL | undefined;
  /** The other columns of the list's table that `lookUp` names. */
  needs?: readonly AnyColumn[];
  /** A select of at least one row where the row `near` of the list's table matches, by one look into an index. */
  lookUp: SQL;
}

/** What is listed: a table, or rows of it, by its id. */
interface Listed {
  table: PgTable;
  id: AnyColumn;
}

/** Where the ways part. Given by tests alone, which have no hundred thousand rows. */
interface Limits {
  /** So many ids are few: the rows that they lead to are read and sorted. */
  few: number;
  /** So many rows, in the list's order, are looked into one by one before all that match are asked for. */
  lookedInto: number;
  /** For a count, so many ids are few, */
  fewToCount: number;
  /** and so many rows are looked into at most: what they say is the least that there can be. */
  lookedIntoToCount: number;
}

const LIMITS: Limits = { few: 1_000, lookedInto: 10_000, fewToCount: 10_000, lookedIntoToCount: 50_000 };

/** A condition in two parts: what the planner knows how to find, and for what see `pageCondition`. */
export interface Conditions {
  kept: SQL | undefined;
  found: FoundWithin[];
}

/**
 * A range of a time. Where the list is ordered by another column, an index has the range or the order, not both, and which to take depends on
 * how many rows are in the range.
 *
 * @param isOrder the list is ordered by this time
 */
export function inRange({ table, id }: Listed, column: AnyColumn, range: DayRange | undefined, isOrder: boolean): Conditions {
  if (!range || isOrder) return { kept: within(column, range), found: [] };
  const { from, until } = instantsOf(range, env().reportingTimeZone);
  const near = sql`near.${sql.identifier(column.name)}`;
  const isWithin = and(from && sql`${near} >= ${from.toISOString()}::timestamp`, until && sql`${near} < ${until.toISOString()}::timestamp`);
  const condition = within(column, range);
  const ids = sql`select ${id} from ${table} where ${condition}`;
  return { kept: undefined, found: [{ among: id, ids, condition, needs: [column], lookUp: sql`select 1 where ${isWithin}` }] };
}

const LARGEST_PAGE = Math.max(...PAGE_SIZES);

type Clause = Pick<PageClause, "where" | "orderBy" | "limit">;

/** The whole condition in one, for what reads all that match, such as an export. */
export function withinAll(kept: SQL | undefined, found: readonly FoundWithin[]): SQL | undefined {
  return and(kept, ...found.map(({ among, ids, condition }) => condition ?? sql`${among} in (${ids})`));
}

/**
 * The condition of a page that is filtered by what belongs to its rows. Which plan is quick cannot be told from how common a value is: a model
 * that a fifth of all messages have may be in every second of the newest chats, or in none of the newest hundred thousand; and a planner that
 * takes a name for rare collects a million ids. So: where few ids match, they are named. Else the first rows in the list's order are looked
 * into, and only where they do not fill the page are all that match collected and sorted.
 */
export async function pageCondition(
  db: Db,
  listed: Listed,
  clause: Clause,
  found: readonly FoundWithin[],
  limits = LIMITS,
): Promise<SQL | undefined> {
  // An export's batches come one after the other to the end: what is quick for the first rows is not for all.
  if (clause.limit > LARGEST_PAGE + 1) return withinAll(clause.where, found);
  const few = await Promise.all(found.map((filter) => fewIds(db, filter, limits.few)));
  const where = and(clause.where, ...found.map(({ among }, place) => few[place] && isAmong(among, few[place])));
  const many = found.filter((_, place) => !few[place]);
  if (many.length === 0) return where;
  const near = await nearbyRows(db, listed, { ...clause, where }, many, limits.lookedInto);
  return isAmong(listed.id, near.length === clause.limit ? near : await rowsByIds(db, listed, { ...clause, where }, many));
}

/**
 * How many rows match: by their ids where these are few, else by looking into one row after the other. Where so many have been looked into that
 * it takes too long, it is not exact, and the least that there can be.
 */
export async function countFound(db: Db, listed: Listed, { kept, found }: Conditions, exact: boolean, limits = LIMITS): Promise<Total> {
  const { table } = listed;
  const few = await Promise.all(found.map((filter) => exact || hasFew(db, filter, limits.fewToCount)));
  const where =
    withinAll(
      kept,
      found.filter((_, place) => few[place]),
    ) ?? sql`true`;
  const many = found.filter((_, place) => !few[place]);
  if (many.length === 0) return countMatching(db, sql`select 1 from ${table} where ${where}`, exact);
  const first = sql`${where} limit ${limits.lookedIntoToCount}`;
  const total = await countMatching(db, matchingOneByOne(listed, first, many), false);
  const all = total.exact && (await countMatching(db, sql`select 1 from ${table} where ${where}`, false, limits.lookedIntoToCount)).exact;
  return { ...total, exact: all };
}

/** The ids that match, each once; undefined where they are more than a few. */
async function fewIds(db: Db, { ids }: FoundWithin, few: number): Promise<string[] | undefined> {
  const { rows } = await db.execute<{ ids: string[] }>(sql`select array(${ids} limit ${few + 1}) as ids`);
  const found = rows[0]!.ids;
  return found.length > few ? undefined : [...new Set(found)];
}

async function hasFew(db: Db, { ids }: FoundWithin, few: number): Promise<boolean> {
  return (await countMatching(db, sql`select 1 from (${ids}) as found`, false, few)).exact;
}

function isAmong(column: AnyColumn, ids: readonly string[]): SQL {
  return ids.length > 0 ? inArray(column, [...ids]) : sql`false`;
}

async function nearbyRows(
  db: Db,
  listed: Listed,
  { where, orderBy, limit }: Clause,
  found: readonly FoundWithin[],
  lookInto: number,
): Promise<string[]> {
  const nearest = sql`${where ?? sql`true`} order by ${sql.join(orderBy, sql`, `)} limit ${lookInto}`;
  const { rows } = await db.execute<{ id: string }>(sql`select near.id ${lookedInto(listed, nearest, found)} limit ${limit}`);
  return rows.map((row) => row.id);
}

/** A select of one row for each row of the table that matches, each looked into by itself: where `where` leaves but a few. */
export function matchingOneByOne(listed: Listed, where: SQL, found: readonly FoundWithin[]): SQL {
  return sql`select 1 ${lookedInto(listed, where, found)}`;
}

/** From the rows of a table, as `near`, those for which every filter finds something. */
function lookedInto({ table, id }: Listed, where: SQL, found: readonly FoundWithin[]): SQL {
  const columns = [...new Set([id, ...found.flatMap(({ among, needs = [] }) => [among, ...needs])])];
  // Each look is `limit 1` of a lateral join, which is never turned into a join of whole tables.
  const looks = found.map(({ lookUp }, place) => sql`cross join lateral (${lookUp} limit 1) as ${sql.identifier(`look${place}`)}`);
  return sql`from (select ${sql.join(columns, sql`, `)} from ${table} where ${where}) as near ${sql.join(looks, sql` `)}`;
}

async function rowsByIds(
  db: Db,
  { table, id }: Listed,
  { where, orderBy, limit }: Clause,
  found: readonly FoundWithin[],
): Promise<string[]> {
  const all = and(where, ...found.map(({ among, ids, condition }) => condition ?? sql`${among} = any(array(${ids}))`));
  // By name: a product's table may have columns of its own, which the dashboard's role may not read.
  const columns = sql.join(Object.values(getTableColumns(table)), sql`, `);
  // The offset keeps PostgreSQL from walking through the order once more: the rows are collected first.
  const collected = sql`(select ${columns} from ${table} where ${all} offset 0) as ${table}`;
  const { rows } = await db.execute<{ id: string }>(
    sql`select ${id} as id from ${collected} order by ${sql.join(orderBy, sql`, `)} limit ${limit}`,
  );
  return rows.map((row) => row.id);
}
