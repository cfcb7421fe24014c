import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { currentDatabase } from "~lib/db/db.server.ts";
import { csvWanted } from "~lib/exports/ask-list.server.ts";
import { exportedLists } from "~lib/exports/exported-lists.server.ts";
import { takeExport } from "~lib/exports/take-export.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:read");
  return takeExport(currentDatabase(), staff, csvWanted(exportedLists.payments, staff, request.url));
}
