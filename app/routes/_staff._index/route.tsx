import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AsOf } from "~/components/as-of";
import { rangeLabel } from "~/components/chart/day-label";
import { RouteError } from "~/components/error-page";
import { Page, Section } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb, readState } from "~/http/read-db.server";
import { useRootData } from "~/http/use-root-data";
import { env } from "~lib/env.server.ts";
import { dayOf } from "~lib/list/day.ts";
import { getOverview } from "~lib/metrics/overview.server.ts";
import { parseOverview } from "~lib/metrics/overview-range.ts";
import { periodsOf } from "~lib/metrics/period.ts";
import { MessagesChart, TokensChart } from "./message-charts";
import { MrrCard } from "./mrr-card";
import { ActiveUsersChart, SignUpsChart } from "./people-charts";
import { RangePicker } from "./range-picker";
import { RevenueChart } from "./revenue-chart";
import { SubscriptionsCard } from "./subscriptions-card";
import { LatencyChart, ToolCallsChart } from "./tool-charts";
import { viewOf } from "./view";

export const meta: MetaFunction = () => [{ title: "Overview · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "overview:read");
  const db = await readDb(request);
  const asOf = await readState(db);
  const now = asOf.at;
  const zone = env().reportingTimeZone;
  const query = parseOverview(request.url, dayOf(now, zone));
  const periods = periodsOf(query.range, now, zone);
  const overview = await inTime({ request, context }, getOverview(db, staff.roles, periods, now));
  return { query, view: viewOf(query.range, periods), asOf, ...overview };
}

export default function Overview() {
  const { query, view, asOf, signUps, activeUsers, messages, toolCalls, latency, revenue, subscriptions, mrr } =
    useLoaderData<typeof loader>();
  const zone = useRootData()?.zone ?? "UTC";
  const grid = "grid min-w-0 gap-3 lg:grid-cols-2";
  return (
    <Page
      title="Overview"
      description={
        <>
          {rangeLabel(view.current.day, view.current.lastDay)}
          {view.unfinished ? ", today so far" : ""}, compared with {rangeLabel(view.previous.day, view.previous.lastDay)}
          {view.unfinished ? " up to the same time of day" : ""}. Days of {zone}. <AsOf {...asOf} />
        </>
      }
      actions={<RangePicker query={query} current={view.current} />}
    >
      <Section title="People">
        <div className={grid}>
          {signUps ? <SignUpsChart view={view} trend={signUps} /> : null}
          {activeUsers ? <ActiveUsersChart view={view} trend={activeUsers} /> : null}
        </div>
      </Section>
      {messages || toolCalls ? (
        <Section title="Assistant">
          <div className={grid}>
            {messages ? <MessagesChart view={view} trend={messages.messages} /> : null}
            {messages ? <TokensChart view={view} trend={messages.tokens} /> : null}
            {toolCalls ? <ToolCallsChart view={view} trend={toolCalls} /> : null}
            {latency ? <LatencyChart view={view} trend={latency} /> : null}
          </div>
        </Section>
      ) : null}
      {revenue || subscriptions ? (
        <Section title="Money">
          <div className={grid}>
            {revenue ? <RevenueChart view={view} query={query} currencies={revenue} /> : null}
            {subscriptions ? <SubscriptionsCard statuses={subscriptions} /> : null}
            {mrr ? <MrrCard currencies={mrr} /> : null}
          </div>
        </Section>
      ) : null}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
