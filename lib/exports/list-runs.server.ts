import { and, eq, gte, inArray, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { allows } from "../auth/permissions.ts";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";
import { oneOf, oneOfUuids } from "../list/contains.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { exportRunList, exportStatusAt, lostBefore } from "./export-run.ts";
import { exportedLists } from "./exported-lists.server.ts";

export type ExportRunQuery = QueryOf<typeof exportRunList>;

/** An export as the history shows it. */
export type ExportRunRow = Awaited<ReturnType<typeof listRuns>>["rows"][number];

/** Everybody sees their own of lists that they may read; who may read the audit log sees all. */
function runWhere(staff: Pick<Staff, "id" | "roles">, { filters }: ExportRunQuery, now: Date): SQL | undefined {
  const { list, who, status, format, createdAt, id } = filters;
  const lost = lostBefore(now);
  const isLost = and(eq(exportRun.status, "running"), lt(exportRun.heartbeatAt, lost));
  return and(
    allows(staff.roles, "audit:read") ? undefined : and(eq(exportRun.staffId, staff.id), inArray(exportRun.list, readable(staff))),
    oneOf(exportRun.list, list),
    oneOf(exportRun.staffId, who),
    // One that has lost its process has failed, whatever its row says.
    status &&
      or(
        and(inArray(exportRun.status, [...status]), or(ne(exportRun.status, "running"), gte(exportRun.heartbeatAt, lost))),
        status.includes("failed") ? isLost : undefined,
      ),
    oneOf(exportRun.format, format),
    within(exportRun.createdAt, createdAt),
    oneOfUuids(exportRun.id, id),
  );
}

function readable({ roles }: Pick<Staff, "roles">): string[] {
  const lists = Object.values(exportedLists).filter(({ permission }) => allows(roles, permission));
  return lists.map(({ name }) => name);
}

/** One page of the exports that a person may see. */
export function listRuns(db: Db, staff: Pick<Staff, "id" | "roles">, query: ExportRunQuery, now: Date) {
  return readPage(
    query,
    {
      sort: { createdAt: exportRun.createdAt },
      types: exportRunList.sort,
      id: exportRun.id,
      idType: "uuid",
      where: runWhere(staff, query, now),
    },
    async ({ where, orderBy, limit, sortKey }) => {
      const rows = await db
        .select({
          id: exportRun.id,
          createdAt: exportRun.createdAt,
          staffId: exportRun.staffId,
          staffName: exportRun.staffName,
          list: exportRun.list,
          scope: exportRun.scope,
          format: exportRun.format,
          filter: exportRun.filter,
          status: exportRun.status,
          rows: exportRun.rows,
          expected: exportRun.expected,
          heartbeatAt: exportRun.heartbeatAt,
          sortKey,
        })
        .from(exportRun)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit);
      return rows.map((row) => ({ ...row, status: exportStatusAt(row, now) }));
    },
  );
}

/** How many exports match, of those that a person may see. */
export function countRuns(db: Db, staff: Pick<Staff, "id" | "roles">, query: ExportRunQuery, now: Date): Promise<Total> {
  return countMatching(db, sql`select 1 from ${exportRun} where ${runWhere(staff, query, now) ?? sql`true`}`, query.exact);
}

/** Who the filter can offer: those who made the newest thousand exports; nobody else than themselves to a person who sees only their own. */
export async function peopleWhoExport(db: Db, staff: Pick<Staff, "id" | "roles">): Promise<{ value: string; label: string }[]> {
  if (!allows(staff.roles, "audit:read")) return [];
  const { rows } = await db.execute<{ value: string; label: string }>(sql`
    select distinct on (staff_id) staff_id as value, staff_name as label
    from (select staff_id, staff_name, created_at from export_run order by created_at desc, id desc limit 1000) as newest
    where staff_id is not null order by staff_id, created_at desc`);
  return rows;
}
