import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Fact, Facts, Page, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { found, requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { headersOfWrite } from "~/http/last-write.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { formatCount } from "~lib/format.ts";
import { workInBackground } from "~lib/tool-calls/bulk/background.server.ts";
import { filterWords } from "~lib/tool-calls/bulk/bulk-filter.ts";
import { BulkRunForm } from "~lib/tool-calls/bulk/bulk-forms.ts";
import { bulkItemList } from "~lib/tool-calls/bulk/bulk-lists.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import { getBulkRun } from "~lib/tool-calls/bulk/get-bulk-run.server.ts";
import { countBulkItems, listBulkItems } from "~lib/tool-calls/bulk/list-bulk-items.server.ts";
import { resumeBulk } from "~lib/tool-calls/bulk/resume-bulk.server.ts";
import { stopBulk } from "~lib/tool-calls/bulk/stop-bulk.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { FilterWords } from "../_staff.tool-calls.bulk/filter-words";
import { columns } from "./columns";
import { Progress } from "./progress";
import { RunActions } from "./run-actions";
import { useProgress } from "./use-progress";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${bulkMoves[data.run.move].noun} · Purser` : "Bulk run · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:read");
  const runId = (params.runId ?? "").toLowerCase();
  const run = found(await getBulkRun(db, runId), "bulk run");
  const query = bulkItemList(runId).parse(request.url);
  const [page, total] = await inTime(
    { request, context },
    Promise.all([listBulkItems(db, runId, query), countBulkItems(db, runId, query)]),
  );
  const mayChange = allows(staff.roles, "tool-calls:change");
  // As its progress does, for a page that is opened when the run has ended.
  const headers = await headersOfWrite();
  return data({ run, query, page, total, chosen: toolCallList.parse(new URLSearchParams(run.filter)), mayChange }, { headers });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:change");
  const runId = (params.runId ?? "").toLowerCase();
  return submit(request, BulkRunForm, async ({ intent }) => {
    if (intent === "stop") {
      await stopBulk(db, staff, runId);
      return redirectWithToast(`/tool-calls/bulk/${runId}`, { title: "The bulk run stops after the calls at hand", tone: "success" });
    }
    workInBackground(db, staff, await resumeBulk(db, staff, runId));
    return redirectWithToast(`/tool-calls/bulk/${runId}`, { title: "The bulk run goes on", tone: "success" });
  });
}

export default function BulkRunPage() {
  const { run, query, page, total, chosen, mayChange } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const progress = useProgress(run);
  const { noun } = bulkMoves[run.move];
  return (
    <Page
      title={`${noun} of ${formatCount(run.total)} ${run.total === 1 ? "call" : "calls"}`}
      breadcrumb={[
        { label: "Tool calls", to: "/tool-calls" },
        { label: "Bulk runs", to: "/tool-calls/bulk/runs" },
      ]}
      badges={<StatusBadge kind="bulk-run" value={progress.status} />}
    >
      <Progress runId={run.id} progress={progress} />
      <RunActions progress={progress} mayChange={mayChange} reply={reply} />
      <Facts className="max-w-3xl">
        <Fact label="Started">
          <Time at={run.createdAt} style="datetime" /> by{" "}
          {run.staffId ? (
            <Link to={`/users/${encodeURIComponent(run.staffId)}`} className="link">
              {run.staffName}
            </Link>
          ) : (
            run.staffName
          )}
        </Fact>
        <Fact label="Ended">
          {run.finishedAt ? <Time at={run.finishedAt} style="datetime" /> : <Nothing label="not yet" />}
          {run.stoppedBy ? <> · stopped by {run.stoppedBy}</> : null}
        </Fact>
        <Fact label="Chosen by">
          <FilterWords words={filterWords(chosen)} />
        </Fact>
        <Fact label="Reason">{run.reason ?? <Nothing />}</Fact>
      </Facts>
      <Section title="Calls">
        <ListView
          spec={bulkItemList(run.id)}
          query={query}
          page={page}
          total={total}
          columns={columns}
          rowHref={(row) => (row.status === null ? undefined : `/tool-calls/${row.id}`)}
          rowLabel={(row) => `${row.toolName ?? "deleted"} call ${row.id}`}
          nothingYet="A run is made of at least one call."
        />
      </Section>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
