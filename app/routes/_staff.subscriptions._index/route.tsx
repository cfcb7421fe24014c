import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddingUp } from "~/components/data-table/adding-up";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { productName } from "~lib/env.server.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { countSubscriptions, listSubscriptions, subscriptionFilterOptions } from "~lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { subscriptionTotals } from "~lib/subscriptions/subscription-totals.server.ts";
import { nameUsers } from "~lib/users/name-users.server.ts";
import { columns } from "./columns";
import { Totals } from "./totals";

export const meta: MetaFunction = () => [{ title: "Subscriptions · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "subscriptions:read");
  const db = await readDb(request);
  const query = subscriptionList.parse(request.url);
  const { rows, beside } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listSubscriptions(db, query), subscriptionFilterOptions(db), nameUsers(db, query.filters.user)]),
      beside: { total: countSubscriptions(db, query), totals: unlessTooSlow(subscriptionTotals(db, query)) },
    },
    { whole: query.exact },
  );
  const [page, options, users] = rows;
  const product = options.product.map((value) => ({ value, label: productName(value) }));
  return {
    query,
    page: { ...page, rows: page.rows.map((row) => ({ ...row, product: productName(row.productId) })) },
    ...beside,
    options: { ...options, product, user: users },
  };
}

export default function Subscriptions() {
  const { query, page, total, totals, options } = useLoaderData<typeof loader>();
  return (
    <Page title="Subscriptions" description="What Polar reported, newest first.">
      <ListView
        spec={subscriptionList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/subscriptions/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => `subscription ${row.id}`}
        options={{
          status: options.status.map((value) => ({ value, label: statusLabel("subscription", value) })),
          currency: options.currency.map((value) => ({ value, label: value.toUpperCase() })),
          interval: options.interval.map((value) => ({ value, label: value })),
          product: options.product,
          user: options.user,
        }}
        canExport
        summary={
          <AddingUp part={totals} spec={subscriptionList} query={query}>
            {(totals) => <Totals totals={totals} query={query} />}
          </AddingUp>
        }
        nothingYet="A subscription appears here as soon as Polar reports one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
