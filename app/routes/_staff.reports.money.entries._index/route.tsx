import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddingUp } from "~/components/data-table/adding-up";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { requirePermission } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { disputeStatus, refundStatus } from "~lib/db/values.ts";
import { paymentFilterOptions } from "~lib/payments/list-payments.server.ts";
import { entriesAreComplete } from "~lib/reports/money/entries-kept.server.ts";
import { entriesIncomplete, kindLabels, moneyEntryList } from "~lib/reports/money/entry-list.ts";
import { entryTotals } from "~lib/reports/money/entry-totals.server.ts";
import { keyNames } from "~lib/reports/money/key-names.server.ts";
import { countMoneyEntries, listMoneyEntries } from "~lib/reports/money/list-entries.server.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { columns } from "./columns";
import { EntryTotals } from "./totals";

export const meta: MetaFunction = () => [{ title: "Refunds and disputes · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  const query = moneyEntryList.parse(request.url);
  const {
    rows: [page, { currency }, complete],
    beside,
  } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listMoneyEntries(db, query), paymentFilterOptions(db), entriesAreComplete(db)]),
      beside: { total: countMoneyEntries(db, query), totals: unlessTooSlow(entryTotals(db, query)) },
    },
    { whole: query.exact },
  );
  return { query, page, ...beside, complete, currencies: currency, names: keyNames(query.filters) };
}

/** What Dodo Payments publishes; another one stands in its row as it came, and can be asked for in the address. */
const statuses = { refund: refundStatus, dispute: disputeStatus } as const;

export default function MoneyEntries() {
  const { query, page, total, totals, complete, currencies, names } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Refunds and disputes"
      description="What Dodo Payments reported of each payment, entry by entry, at the entry's own time. Amounts are in the payment's currency."
      breadcrumb={[{ label: "Money report", to: "/reports/money" }]}
    >
      {complete ? null : (
        <Alert tone="amber" title={entriesIncomplete.title}>
          Until that is done, some may be missing here.
        </Alert>
      )}
      <ListView
        spec={moneyEntryList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/payments/${encodeURIComponent(row.paymentId)}`}
        rowLabel={(row) => `${kindLabels[row.kind].toLowerCase()} of payment ${row.paymentId}`}
        options={{
          status: (["refund", "dispute"] as const).flatMap((kind) =>
            statuses[kind].map((value) => ({ value, label: statusLabel(kind, value) })),
          ),
          currency: currencies.map((value) => ({ value, label: value })),
          ...names,
        }}
        canExport
        summary={
          <AddingUp part={totals} spec={moneyEntryList} query={query}>
            {(totals) => <EntryTotals totals={totals} query={query} />}
          </AddingUp>
        }
        nothingYet="A refund or dispute appears here as soon as Dodo Payments reports one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
