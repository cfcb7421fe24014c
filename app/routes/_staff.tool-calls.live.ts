import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { isUuid } from "~lib/list/uuid.ts";
import { LIVE_ROWS, type LiveAnswer, showsNewest } from "~lib/tool-calls/live.ts";
import { countNewer, liveRows } from "~lib/tool-calls/live-tool-calls.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";

/**
 * What has changed of a list that is looked at. `rows` names the calls that had not ended, separated by commas; `since` (and `newest`, the
 * id of the first row) ask for the number of newer calls that match the list's own parameters beside them.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:read");
  const db = await readDb(request);
  const { searchParams } = new URL(request.url);
  const asked = [...new Set((searchParams.get("rows") ?? "").toLowerCase().split(",").filter(isUuid))].slice(0, LIVE_ROWS);
  const query = toolCallList.parse(searchParams);
  const since = instantOf(searchParams.get("since"));
  const first = searchParams.get("newest") ?? "";
  const [rows, newer] = await inTime(
    { request, context },
    Promise.all([
      liveRows(db, asked),
      since && showsNewest(query) ? countNewer(db, query, { id: isUuid(first) ? first : undefined, createdAt: since }) : null,
    ]),
  );
  const found = new Set(rows.map((row) => row.id));
  const answer: LiveAnswer = { at: new Date().toISOString(), rows, gone: asked.filter((id) => !found.has(id)), newer };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}

/** Within the years that PostgreSQL and JavaScript both know; undefined for anything else. */
function instantOf(text: string | null): Date | undefined {
  const date = new Date(text ?? "");
  const year = date.getUTCFullYear();
  return year >= 1970 && year < 2200 ? date : undefined;
}
