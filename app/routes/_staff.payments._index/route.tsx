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
import { countPayments, listPayments, paymentFilterOptions } from "~lib/payments/list-payments.server.ts";
import { NO_STATUS, NO_VALUE, paymentList } from "~lib/payments/payment.ts";
import { paymentTotals } from "~lib/payments/payment-totals.server.ts";
import { keyNames } from "~lib/reports/money/key-names.server.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { nameUsers } from "~lib/users/name-users.server.ts";
import { columns } from "./columns";
import { Totals } from "./totals";

export const meta: MetaFunction = () => [{ title: "Payments · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "payments:read");
  const db = await readDb(request);
  const query = paymentList.parse(request.url);
  const { rows, beside } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listPayments(db, query), paymentFilterOptions(db), nameUsers(db, query.filters.user)]),
      beside: { total: countPayments(db, query), totals: unlessTooSlow(paymentTotals(db, query)) },
    },
    { whole: query.exact },
  );
  const [page, options, users] = rows;
  return { query, page, ...beside, options: { ...options, user: users }, names: keyNames(query.filters) };
}

export default function Payments() {
  const { query, page, total, totals, options, names } = useLoaderData<typeof loader>();
  return (
    <Page title="Payments" description="What Dodo Payments reported, newest first. Amounts include tax.">
      <ListView
        spec={paymentList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/payments/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => `payment ${row.id}`}
        options={{
          status: [...options.status, NO_STATUS].map((value) => ({
            value,
            label: value === NO_STATUS ? "No status" : statusLabel("payment", value),
          })),
          currency: options.currency.map((value) => ({ value, label: value })),
          ...names,
          method: [...options.method, NO_VALUE].map((value) => ({
            value,
            label: value === NO_VALUE ? "No method" : value.replaceAll("_", " "),
          })),
          user: options.user,
        }}
        canExport
        summary={
          <AddingUp part={totals} spec={paymentList} query={query}>
            {(totals) => <Totals totals={totals} query={query} />}
          </AddingUp>
        }
        nothingYet="A payment appears here as soon as Dodo Payments reports one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
