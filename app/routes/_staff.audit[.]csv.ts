import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { auditList } from "~lib/audit/audit.ts";
import { auditCsv } from "~lib/audit/audit-csv.server.ts";
import { auditUntil } from "~lib/audit/audit-where.server.ts";
import { countAudit, listAudit } from "~lib/audit/list-audit.server.ts";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "audit:read");
  const query = auditList.parse(request.url);
  return exportList(db, staff, {
    spec: auditList,
    query: auditUntil(query, new Date()),
    params: auditList.params(query),
    list: listAudit,
    count: countAudit,
    columns: auditCsv,
  });
}
