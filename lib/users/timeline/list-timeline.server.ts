import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { user } from "../../db/schema.ts";
import { env } from "../../env.server.ts";
import type { Cursor } from "../../list/cursor.ts";
import { instantsOf } from "../../list/day.ts";
import type { Page } from "../../list/keyset.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { isUuid } from "../../list/uuid.ts";
import { shownName } from "../shown-name.ts";
import { type Branch, branchesOf, rankOf } from "./branches.server.ts";
import { type BuiltFacts, readFacts } from "./read-facts.server.ts";
import type { TimelineEntry, TimelineFacts, TimelineKind, timelineSpec } from "./timeline.ts";

export type TimelineQuery = QueryOf<ReturnType<typeof timelineSpec>>;

interface Row extends Record<string, unknown> {
  key: string;
  rank: number;
  id: string;
  facts: string;
}

/** Where a page begins: the entries of one instant are ordered by rank, then by id. */
interface Place {
  key: string;
  rank: number;
  id: string;
}

/**
 * One page of a user's timeline, newest first. Each kind comes from its own table, ordered by (time, id) and cut to one page behind the
 * cursor before they are merged, so that a page costs as many rows a kind as it holds, however long the timeline is.
 *
 * @param kinds those that the person may read; the others are not asked for, whatever the query says
 */
export async function listTimeline(
  db: Db,
  userId: string,
  query: Pick<TimelineQuery, "filters" | "size" | "cursor" | "sort">,
  kinds: readonly TimelineKind[],
): Promise<Page<TimelineEntry>> {
  const wanted = kindsOf(query, kinds);
  const branches = branchesOf(userId).filter(({ kind }) => wanted.includes(kind));
  if (branches.length === 0) return { rows: [], next: undefined, previous: undefined };
  const place = placeOf(query.cursor);
  const backwards = place !== undefined && query.cursor?.side === "before";
  const ascending = (query.sort.direction === "asc") !== backwards;
  const towards = sql.raw(ascending ? "asc" : "desc");
  const limit = sql.raw(String(query.size + 1));

  const { from, until } = instantsOf(query.filters.at ?? {}, env().reportingTimeZone);
  const cut = (branch: Branch, at: SQL, id: SQL): SQL =>
    and(
      from && sql`${at} >= ${from.toISOString()}::timestamp`,
      until && sql`${at} < ${until.toISOString()}::timestamp`,
      place && beyond(branch, at, id, place, ascending),
    ) ?? sql`true`;
  const parts = branches.map((branch) => {
    const { at, id, each } = branch;
    const order = sql`order by at ${towards}, id ${towards} limit ${limit}`;
    const source = each
      ? sql`${branch.from} cross join lateral (
          select * from ${each.source} and ${cut(branch, each.at, each.id)} order by ${each.at} ${towards}, ${each.id} ${towards} limit ${limit}
        ) as acts`
      : sql`${branch.from} and ${cut(branch, at, id)}`;
    return sql`(select b.at, ${sql.raw(String(rankOf[branch.kind]))} as rank, b.id::text as id, ${branch.facts} as facts
      from (select ${at} as at, ${id} as id, ${branch.carried} from ${source} ${order}) as b)`;
  });
  const { rows: found } = await db.execute<Row>(sql`
    select at::text as key, rank, id, facts::text as facts from (${sql.join(parts, sql` union all `)}) as entries
    order by at ${towards}, rank ${towards}, id ${towards} limit ${limit}`);

  const more = found.length > query.size;
  const page = found.slice(0, query.size);
  if (backwards) page.reverse();
  const edge = (row: Row | undefined) => row && { key: row.key, id: idOf(row) };
  return {
    rows: page.map((row) => ({ id: idOf(row), at: instantOf(row.key), ...factsOf(row) })),
    next: (backwards ? page.length > 0 : more) ? edge(page.at(-1)) : undefined,
    previous: (backwards ? more : place) ? edge(page[0]) : undefined,
  };
}

/** Whose timeline it is; undefined where there is no such user. */
export async function getTimelineUser(db: Db, userId: string): Promise<{ id: string; name: string; email: string } | undefined> {
  const [row] = await db.select({ id: user.id, name: shownName, email: user.email }).from(user).where(eq(user.id, userId));
  return row;
}

/** The kinds that are shown: those asked for, as far as the person may read them, or all of these. */
export function kindsOf({ filters }: Pick<TimelineQuery, "filters">, kinds: readonly TimelineKind[]): readonly TimelineKind[] {
  const asked = kinds.filter((kind) => filters.kind?.includes(kind));
  return asked.length > 0 ? asked : kinds;
}

/** Behind the place, in the order of (time, rank, id); written so that the index on (time, id) serves it, the rank being one for a branch. */
function beyond(branch: Branch, at: SQL, id: SQL, place: Place, ascending: boolean): SQL {
  const rank = rankOf[branch.kind];
  const key = sql`${place.key}::timestamp`;
  if (rank === place.rank) {
    return sql`(${at}, ${id}) ${ascending ? sql`>` : sql`<`} (${key}, ${place.id}::${branch.idType === "uuid" ? sql`uuid` : sql`text`})`;
  }
  const withItsInstant = rank > place.rank === ascending;
  return sql`${at} ${sql.raw(`${ascending ? ">" : "<"}${withItsInstant ? "=" : ""}`)} ${key}`;
}

const idOf = (row: Row) => `${row.rank}:${row.id}`;

const factsOf = (row: Row): TimelineFacts => readFacts({ kind: kindOfRank(row.rank), ...(JSON.parse(row.facts) as object) } as BuiltFacts);

const kindOfRank = (rank: number) => (Object.keys(rankOf) as TimelineKind[]).find((kind) => rankOf[kind] === rank)!;

/** The place that a cursor names; undefined for one that names none here. */
function placeOf(cursor: Cursor | undefined): Place | undefined {
  const match = cursor && /^(\d):(.+)$/s.exec(cursor.id);
  if (!match) return undefined;
  const [, rank, id = ""] = match;
  const kind = kindOfRank(Number(rank));
  if (!kind || ((kind === "tool-failure" || kind === "staff") && !isUuid(id))) return undefined;
  return { key: cursor.key, rank: Number(rank), id };
}

/** PostgreSQL's text of a timestamp as ISO 8601; as it is where JavaScript cannot hold it. */
function instantOf(key: string): string {
  const date = new Date(`${key.replace(" ", "T")}Z`);
  return Number.isNaN(date.getTime()) ? key : date.toISOString();
}
