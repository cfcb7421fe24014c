import { and, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { bulkRun, bulkRunItem } from "../../db/schema.ts";
import { oneOf, oneOfUuids } from "../../list/contains.server.ts";
import { readPage } from "../../list/keyset.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { within } from "../../list/range.server.ts";
import { countMatching, type Total } from "../../list/total.server.ts";
import { bulkRunList } from "./bulk-lists.ts";

type BulkRunQuery = QueryOf<typeof bulkRunList>;

/** A run as the list shows it. */
export type BulkRunRow = Awaited<ReturnType<typeof listBulkRuns>>["rows"][number];

const countOf = (outcome: "done" | "refused" | "skipped") => sql<number>`(
  select count(*)::int from ${bulkRunItem} where ${bulkRunItem.runId} = ${sql`${bulkRun}.${sql.identifier("id")}`} and ${bulkRunItem.outcome} = ${outcome}
)`;

/** One page of runs, newest first. */
export function listBulkRuns(db: Db, query: BulkRunQuery) {
  return readPage(
    query,
    { sort: { createdAt: bulkRun.createdAt }, types: bulkRunList.sort, id: bulkRun.id, idType: "uuid", where: bulkRunWhere(query) },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: bulkRun.id,
          move: bulkRun.move,
          status: bulkRun.status,
          total: bulkRun.total,
          done: countOf("done"),
          refused: countOf("refused"),
          skipped: countOf("skipped"),
          reason: bulkRun.reason,
          staffId: bulkRun.staffId,
          staffName: bulkRun.staffName,
          createdAt: bulkRun.createdAt,
          finishedAt: bulkRun.finishedAt,
          sortKey,
        })
        .from(bulkRun)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many runs match. */
export function countBulkRuns(db: Db, query: BulkRunQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${bulkRun} where ${bulkRunWhere(query) ?? sql`true`}`, query.exact);
}

function bulkRunWhere({ filters }: Pick<BulkRunQuery, "filters">): SQL | undefined {
  return and(
    oneOf(bulkRun.status, filters.status),
    oneOf(bulkRun.move, filters.move),
    within(bulkRun.createdAt, filters.createdAt),
    oneOf(bulkRun.staffId, filters.staff),
    oneOfUuids(bulkRun.id, filters.id),
  );
}
