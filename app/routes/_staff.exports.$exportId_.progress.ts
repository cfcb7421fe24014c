import type { LoaderFunctionArgs } from "@remix-run/node";
import { noteWrite } from "~/http/last-write.server";
import { seenRunIfAny } from "~/http/seen-run.server";
import { progressOf } from "~lib/exports/get-run.server.ts";

/** How far an export is, for the pages that ask each second; nothing for one whose rows are still being counted. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { run } = await seenRunIfAny({ request, context }, params.exportId);
  const headers = { "Cache-Control": "no-store" };
  if (!run) return new Response(null, { status: 204, headers });
  const answer = Response.json(progressOf(run), { headers });
  // What has been written of it since its file began: the list of exports that is looked at next shows that too.
  await noteWrite(answer);
  return answer;
}
