import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { bulkRunList } from "~lib/tool-calls/bulk/bulk-lists.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import { countBulkRuns, listBulkRuns } from "~lib/tool-calls/bulk/list-bulk-runs.server.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Bulk runs · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:read");
  const db = await readDb(request);
  const query = bulkRunList.parse(request.url);
  const [page, total] = await inTime({ request, context }, Promise.all([listBulkRuns(db, query), countBulkRuns(db, query)]));
  return { query, page, total };
}

export default function BulkRuns() {
  const { query, page, total } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Bulk runs"
      description="Changes of many tool calls at once, newest first."
      breadcrumb={[{ label: "Tool calls", to: "/tool-calls" }]}
    >
      <ListView
        spec={bulkRunList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/tool-calls/bulk/${row.id}`}
        rowLabel={(row) => `${bulkMoves[row.move].noun} by ${row.staffName}`}
        options={{ staff: page.rows.map((row) => ({ value: row.staffId ?? "", label: row.staffName })) }}
        nothingYet="One appears here when many tool calls are canceled or retried at once."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
