import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";
import { countUsage, listUsage } from "~lib/usage/list-usage.server.ts";
import { usageList } from "~lib/usage/usage.ts";
import { usageCsv } from "~lib/usage/usage-csv.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "usage:read");
  const query = usageList.parse(request.url);
  return exportList(db, staff, {
    spec: usageList,
    query,
    params: usageList.params(query),
    list: listUsage,
    count: countUsage,
    columns: usageCsv,
  });
}
