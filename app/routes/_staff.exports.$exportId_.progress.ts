import type { LoaderFunctionArgs } from "@remix-run/node";
import { seenRun } from "~/http/seen-run.server";
import { progressOf } from "~lib/exports/get-run.server.ts";

/** How far an export is, for the pages that ask each second. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { run } = await seenRun({ request, context }, params.exportId);
  return Response.json(progressOf(run), { headers: { "Cache-Control": "no-store" } });
}
