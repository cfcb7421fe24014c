import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { useRootData } from "~/http/use-root-data";
import { env } from "~lib/env.server.ts";
import { currencyShown } from "~lib/reports/subscriptions/currency-shown.ts";
import { getSubscriptionReport } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import { monthLabel, monthOf } from "~lib/reports/subscriptions/month.ts";
import { parseSubscriptionReport } from "~lib/reports/subscriptions/report-query.ts";
import { Cancellations } from "./cancellations";
import { ChurnTable } from "./churn-table";
import { CohortTable } from "./cohort-table";
import { LeftOut } from "./left-out";
import { MonthsForm } from "./months-form";
import { MrrSection } from "./mrr-section";
import { PastDue } from "./past-due";
import { Renewals } from "./renewals";

export const meta: MetaFunction = () => [{ title: "Subscription report · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  const now = new Date();
  const zone = env().reportingTimeZone;
  const thisMonth = monthOf(now, zone);
  const query = parseSubscriptionReport(request.url, thisMonth);
  const { currencies, ...report } = await inTime({ request, context }, getSubscriptionReport(db, query, now, zone));
  return {
    query,
    thisMonth,
    ...report,
    shown: currencyShown(currencies, query.currency),
    currencies: currencies.map(({ currency, months }) => ({ currency, last: months.at(-1)! })),
  };
}

export default function SubscriptionReport() {
  const { query, thisMonth, ...report } = useLoaderData<typeof loader>();
  const zone = useRootData()?.zone ?? "UTC";
  return (
    <Page
      title="Subscription report"
      description={
        <>
          {monthLabel(query.from)} to {monthLabel(query.to)}
          {query.to === thisMonth ? ", this month so far" : ""}. Months and days of {zone}; each currency for itself. Every number leads to
          the subscriptions behind it.
        </>
      }
      actions={<MonthsForm query={query} thisMonth={thisMonth} />}
    >
      <MrrSection query={query} thisMonth={thisMonth} currencies={report.currencies} shown={report.shown} sources={report.sources} />
      <ChurnTable months={report.churn} thisMonth={thisMonth} />
      <CohortTable cohorts={report.cohorts} />
      <Cancellations query={query} reasons={report.cancellations} statuses={report.statuses} />
      <Renewals query={query} currency={report.shown?.currency} renewals={report.renewals} notRenewing={report.notRenewing} />
      <PastDue statuses={report.statuses} />
      <LeftOut currencies={report.currencies} statuses={report.statuses} />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
