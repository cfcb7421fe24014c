import type { LoaderFunctionArgs } from "@remix-run/node";
import { seenRunIfAny } from "~/http/seen-run.server";
import { progressOf } from "~lib/exports/get-run.server.ts";

/** How far an export is, for the pages that ask each second; nothing for one whose rows are still being counted. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { run } = await seenRunIfAny({ request, context }, params.exportId);
  const headers = { "Cache-Control": "no-store" };
  return run ? Response.json(progressOf(run), { headers }) : new Response(null, { status: 204, headers });
}
