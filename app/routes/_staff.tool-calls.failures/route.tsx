import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CircleCheck } from "lucide-react";
import { rangeLabel } from "~/components/chart/day-label";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { requirePermission } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { useRootData } from "~/http/use-root-data";
import { env } from "~lib/env.server.ts";
import { formatCount } from "~lib/format.ts";
import { dayCount } from "~lib/metrics/overview-range.ts";
import { periodsOf } from "~lib/metrics/period.ts";
import { failureList, failureRange } from "~lib/tool-calls/failures/failures.ts";
import { callsByTool, failuresAffected, failuresAreComplete, listFailures } from "~lib/tool-calls/failures/list-failures.server.ts";
import { toolCallFilterOptions } from "~lib/tool-calls/list-tool-calls.server.ts";
import { FailureTable } from "./failure-table";
import { FailureTools } from "./failure-tools";

export const meta: MetaFunction = () => [{ title: "Failures · Tool calls · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:read");
  const db = await readDb(request);
  const query = failureList.parse(request.url);
  const now = new Date();
  const zone = env().reportingTimeZone;
  const periods = periodsOf({ kind: "custom", ...failureRange(query.filters.createdAt, now, zone) }, now, zone);
  const { tool: tools } = query.filters;
  const reading = listFailures(db, { periods, tools, order: query.sort.key });
  const {
    rows: [failures, options, complete],
    beside,
  } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([reading, toolCallFilterOptions(db), failuresAreComplete(db)]),
      beside: {
        affected: reading.then(({ groups }) => unlessTooSlow(failuresAffected(db, periods, groups))),
        calls: unlessTooSlow(callsByTool(db, periods, tools)),
      },
    },
    { whole: query.exact },
  );
  const { current, previous, unfinished } = periods;
  return {
    query,
    now,
    ...failures,
    ...beside,
    tools: options.tool,
    complete,
    unfinished,
    range: current.range,
    previous: { day: previous.day, lastDay: previous.lastDay },
    buckets: current.buckets.map(({ day, lastDay }) => ({ day, lastDay })),
  };
}

export default function Failures() {
  const data = useLoaderData<typeof loader>();
  const { query, groups, totalGroups, totalCalls, range, previous, unfinished, complete } = data;
  const zone = useRootData()?.zone ?? "UTC";
  const days = dayCount(range);
  return (
    <Page
      title="Failures"
      description={
        <>
          Tool calls that failed or timed out, put together by what is alike in their errors: numbers, ids and dates are taken out.{" "}
          {rangeLabel(range.from, range.to)}
          {unfinished ? ", today so far" : ""}, compared with {rangeLabel(previous.day, previous.lastDay)}
          {unfinished ? " up to the same time of day" : ""}. Days of {zone}.
        </>
      }
      breadcrumb={[{ label: "Tool calls", to: "/tool-calls" }]}
    >
      {complete ? null : (
        <Alert tone="amber" title="Calls from before Purser was set up are still being sorted">
          Until that is done, older failures may be missing here.
        </Alert>
      )}
      <div className="flex min-w-0 flex-col gap-3">
        <FailureTools query={query} range={range} tools={data.tools} />
        <p className={totalCalls === 0 ? "sr-only" : "text-muted"} data-total-calls={totalCalls}>
          <span className="font-medium text-ink">{formatCount(totalCalls)}</span> {totalCalls === 1 ? "call" : "calls"} failed in{" "}
          <span className="font-medium text-ink">{formatCount(totalGroups)}</span> {failureList.noun[totalGroups === 1 ? 0 : 1]}.
        </p>
        <div className="min-w-0 rounded-lg border border-line bg-surface">
          {groups.length > 0 ? (
            <FailureTable data={data} />
          ) : (
            <EmptyState
              icon={CircleCheck}
              title={`No call${query.filters.tool ? " of this kind" : ""} failed in ${days === 1 ? "this day" : `these ${days} days`}`}
              action={
                failureList.isUnfiltered(query) ? null : (
                  <Button asChild>
                    <Link to={failureList.href(query, { filters: {} })}>Show all of the last 30 days</Link>
                  </Button>
                )
              }
            >
              {query.filters.tool ? "Take the tool away, or look at other days." : "Look at other days to see older failures."}
            </EmptyState>
          )}
        </div>
        {totalGroups > groups.length ? (
          <p className="text-muted">
            The first {formatCount(groups.length)} are shown; {formatCount(totalGroups - groups.length)} more{" "}
            {failureList.noun[totalGroups - groups.length === 1 ? 0 : 1]} are not. Choose a tool or fewer days to see them.
          </p>
        ) : null}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
