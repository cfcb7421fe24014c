import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { TooManyToAddUp } from "~/components/data-table/too-many-to-add-up";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime, unlessTooSlow } from "~/http/in-time.server";
import { db } from "~lib/db/db.server.ts";
import { countToolCalls, listToolCalls, toolCallFilterOptions } from "~lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { toolCallLatency } from "~lib/tool-calls/tool-call-latency.server.ts";
import { columns } from "./columns";
import { Latency } from "./latency";

export const meta: MetaFunction = () => [{ title: "Tool calls · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:read");
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
  return { query, page, total, options, latency };
}

export default function ToolCalls() {
  const { query, page, total, options, latency } = useLoaderData<typeof loader>();
  return (
    <Page title="Tool calls" description="What the assistant asked other services to do, newest first.">
      <ListView
        spec={toolCallList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/tool-calls/${row.id}`}
        rowLabel={(row) => `${row.toolName} call ${row.id}`}
        options={{
          tool: options.tool.map((value) => ({ value, label: value })),
          user: page.rows.map((row) => ({ value: row.userId, label: row.userName })),
          chat: page.rows.map((row) => ({ value: row.chatId, label: row.chatTitle })),
        }}
        canExport
        summary={latency === "too-slow" ? <TooManyToAddUp /> : latency ? <Latency latency={latency} /> : null}
        nothingYet="A call appears here as soon as the assistant uses a tool."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
