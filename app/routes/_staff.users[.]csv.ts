import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileRoute } from "~/http/file-route.server";
import { requirePermission } from "~/http/guard.server";
import { exportDatabase } from "~/http/read-db.server";
import { csvWanted } from "~lib/exports/ask-list.server.ts";
import { exportedLists } from "~lib/exports/exported-lists.server.ts";
import { takeExport } from "~lib/exports/take-export.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const list = exportedLists.users;
  return fileRoute(request, { href: `/${list.name}`, label: `Back to ${list.noun[1]}` }, async () => {
    const staff = await requirePermission({ request, context }, "users:read");
    return takeExport(await exportDatabase(request), staff, csvWanted(list, staff, request));
  });
}
