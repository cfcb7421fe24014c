import { recordAudit } from "../audit/record-audit.server.ts";
import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { type CsvColumn, csvResponse } from "./csv.server.ts";
import { everyPage, type Page } from "./keyset.server.ts";
import type { ListQuery, ListSpec } from "./list-spec.ts";
import type { Total } from "./total.server.ts";

const BATCH = 1_000;

interface ListExport<Query, Row> {
  spec: Pick<ListSpec, "path">;
  query: Query;
  /** The parameters that say what is exported, as the audit log keeps them. */
  params: URLSearchParams;
  list: (db: Db, query: Query) => Promise<Page<Row>>;
  count: (db: Db, query: Query) => Promise<Total>;
  columns: readonly CsvColumn<Row>[];
}

/**
 * The CSV of everything that a list's query matches, streamed in keyset batches. The rows are counted first; the file's last line proves
 * how many came. That somebody took data away is recorded before the first row leaves.
 */
export async function exportList<Query extends Pick<ListQuery, "cursor" | "size" | "exact">, Row>(
  db: Db,
  staff: Granted<Permission> | Granted<never>,
  { spec, query, params, list, count, columns }: ListExport<Query, Row>,
): Promise<Response> {
  const total = await count(db, { ...query, exact: true });
  const name = spec.path.slice(1);
  await recordAudit(db, staff, {
    action: "list.export",
    subject: { type: "list", id: name },
    before: {},
    after: { filter: params.toString(), rows: total.exact ? total.count : `over ${total.count}` },
  });
  return csvResponse({
    name: `purser-${name}-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}Z`,
    columns,
    batches: everyPage(query, BATCH, (page) => list(db, page)),
    expected: total.exact ? total.count : undefined,
  });
}
