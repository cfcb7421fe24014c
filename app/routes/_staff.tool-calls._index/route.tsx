import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { TooManyToAddUp } from "~/components/data-table/too-many-to-add-up";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { requirePermission } from "~/http/guard.server";
import { inTime, unlessTooSlow } from "~/http/in-time.server";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
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
  const query = toolCallList.parse(request.url);
  const [page, total, options, latency] = await inTime(
    { request, context },
    Promise.all([
      listToolCalls(db, query),
      countToolCalls(db, query),
      toolCallFilterOptions(db),
      query.filters.measured ? unlessTooSlow(toolCallLatency(db, query)) : undefined,
    ]),
  );
  return { query, page, total, options, latency, at: new Date(), mayChange: allows(staff.roles, "tool-calls:change") };
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
            {latency === "too-slow" ? <TooManyToAddUp /> : latency ? <Latency latency={latency} query={query} /> : null}
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
