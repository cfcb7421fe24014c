import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { TooManyToAddUp } from "~/components/data-table/too-many-to-add-up";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime, unlessTooSlow } from "~/http/in-time.server";
import { db } from "~lib/db/db.server.ts";
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
  const query = subscriptionList.parse(request.url);
  const [page, total, totals, options, users] = await inTime(
    { request, context },
    Promise.all([
      listSubscriptions(db, query),
      countSubscriptions(db, query),
      unlessTooSlow(subscriptionTotals(db, query)),
      subscriptionFilterOptions(db),
      nameUsers(db, query.filters.user),
    ]),
  );
  const product = options.product.map((value) => ({ value, label: productName(value) }));
  return {
    query,
    page: { ...page, rows: page.rows.map((row) => ({ ...row, product: productName(row.productId) })) },
    total,
    totals,
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
        summary={totals === "too-slow" ? <TooManyToAddUp /> : <Totals totals={totals} query={query} />}
        nothingYet="A subscription appears here as soon as Polar reports one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
