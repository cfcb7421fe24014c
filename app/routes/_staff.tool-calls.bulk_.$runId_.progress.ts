import type { LoaderFunctionArgs } from "@remix-run/node";
import { found, requirePermission } from "~/http/guard.server";
import { noteWrite } from "~/http/last-write.server";
import { db } from "~lib/db/db.server.ts";
import { bulkProgress } from "~lib/tool-calls/bulk/get-bulk-run.server.ts";

/** How far a run is, for its page, which asks each second. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:read");
  const progress = found(await bulkProgress(db, (params.runId ?? "").toLowerCase()), "bulk run");
  const answer = Response.json(progress, { headers: { "Cache-Control": "no-store" } });
  // What the run has changed since it was started: the list that is looked at next shows that too.
  await noteWrite(answer);
  return answer;
}
