import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Money } from "~/components/money";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { useRootData } from "~/http/use-root-data";
import { env } from "~lib/env.server.ts";
import { formatCount } from "~lib/format.ts";
import { amountsThen } from "~lib/reports/subscriptions/amount-then.ts";
import { amountsThenTotals, listAmountsThen } from "~lib/reports/subscriptions/list-amounts-then.server.ts";
import { monthly } from "~lib/reports/subscriptions/round-movements.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { columnsIn } from "./columns";

export const meta: MetaFunction = () => [{ title: "Amounts behind a number · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  const query = amountsThen.parse(request.url);
  const now = new Date();
  const zone = env().reportingTimeZone;
  const [page, totals] = await inTime(
    { request, context },
    Promise.all([listAmountsThen(db, query, now, zone), amountsThenTotals(db, query, now, zone)]),
  );
  return { query, page, ...totals };
}

export default function AmountsThen() {
  const { query, page, total, yearly } = useLoaderData<typeof loader>();
  const zone = useRootData()?.zone ?? "UTC";
  const { report } = query.filters;
  return (
    <Page
      title="Amounts behind a number"
      description={`Subscriptions with what they came to a month then, not as they are now. Months of ${zone}.`}
      breadcrumb={[{ label: "Subscription report", to: "/reports/subscriptions" }]}
    >
      <ListView
        spec={amountsThen}
        query={query}
        page={page}
        total={total}
        columns={columnsIn(report?.currency ?? "")}
        rowHref={(row) => (row.status === null ? undefined : `/subscriptions/${encodeURIComponent(row.id)}`)}
        rowLabel={(row) => `subscription ${row.id}`}
        summary={
          report ? (
            <p>
              Together <Money amount={monthly(yearly)} currency={report.currency} className="font-semibold" /> a month: exactly{" "}
              {formatCount(yearly)} ÷ 12 minor units. In the report a movement may be shown one minor unit apart, so that opening and
              movements make the closing.{" "}
              <Link to={subscriptionList.link({ report })} discover="none" className="link">
                The same subscriptions as they are now
              </Link>
            </p>
          ) : undefined
        }
        nothingYet="Choose a number of monthly recurring revenue in the subscription report."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
