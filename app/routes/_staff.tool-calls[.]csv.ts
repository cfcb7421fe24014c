import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";
import { countToolCalls, listToolCalls } from "~lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { toolCallCsv } from "~lib/tool-calls/tool-call-csv.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:read");
  const query = toolCallList.parse(request.url);
  return exportList(db, staff, {
    spec: toolCallList,
    query,
    params: toolCallList.params(query),
    list: listToolCalls,
    count: countToolCalls,
    columns: toolCallCsv,
  });
}
