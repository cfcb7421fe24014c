import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AddingUp } from "~/components/data-table/adding-up";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { requirePermission } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { allows } from "~lib/auth/permissions.ts";
import { failureList } from "~lib/tool-calls/failures/failures.ts";
import { countToolCalls, listToolCalls, toolCallFilterOptions } from "~lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { toolCallLatency } from "~lib/tool-calls/tool-call-latency.server.ts";
import { BulkMenu, BulkSelection } from "./bulk-menu";
import { columns } from "./columns";
import { Latency } from "./latency";
import { LiveBar } from "./live-bar";
import { useLive } from "./use-live";

export const meta: MetaFunction = () => [{ title: "Tool calls · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:read");
  const db = await readDb(request);
  const query = toolCallList.parse(request.url);
  const {
    rows: [page, options],
    beside,
  } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listToolCalls(db, query), toolCallFilterOptions(db)]),
      beside: {
        total: countToolCalls(db, query),
        latency: query.filters.measured ? unlessTooSlow(toolCallLatency(db, query)) : Promise.resolve(null),
      },
    },
    { whole: query.exact },
  );
  return { query, page, options, ...beside, at: new Date(), mayChange: allows(staff.roles, "tool-calls:change") };
}

export default function ToolCalls() {
  const { query, page, total, options, latency, at, mayChange } = useLoaderData<typeof loader>();
  const live = useLive({ query, rows: page.rows, at });
  return (
    <Page
      title="Tool calls"
      description="What the assistant asked other services to do, newest first."
      actions={
        <>
          <Button asChild>
            <Link to={failureList.href(failureList.defaults)}>Failures</Link>
          </Button>
          <BulkMenu query={query} mayChange={mayChange} />
        </>
      }
    >
      <ListView
        spec={toolCallList}
        query={query}
        page={{ ...page, rows: live.rows }}
        total={total}
        columns={columns}
        rowHref={(row) => (row.gone ? undefined : `/tool-calls/${row.id}`)}
        rowLabel={(row) => `${row.toolName} call ${row.id}`}
        options={{
          tool: options.tool.map((value) => ({ value, label: value })),
          user: page.rows.map((row) => ({ value: row.userId, label: row.userName })),
          chat: page.rows.map((row) => ({ value: row.chatId, label: row.chatTitle })),
        }}
        canExport
        summary={
          <>
            {query.filters.measured ? (
              <AddingUp part={latency} spec={toolCallList} query={query}>
                {(latency) => <Latency latency={latency} query={query} />}
              </AddingUp>
            ) : null}
            <LiveBar live={live} />
          </>
        }
        selectionActions={mayChange ? (ids) => <BulkSelection ids={ids} /> : undefined}
        nothingYet="A call appears here as soon as the assistant uses a tool."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
