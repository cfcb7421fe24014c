import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { allows } from "~lib/auth/permissions.ts";
import { productName } from "~lib/env.server.ts";
import { NO_STATUS } from "~lib/payments/payment.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { candidatesOf } from "~lib/unlinked/candidates.server.ts";
import { countUnlinked, listUnlinked, unlinkedFilterOptions } from "~lib/unlinked/list-unlinked.server.ts";
import { kindOf, unlinkedList } from "~lib/unlinked/unlinked.ts";
import { deskPath, rowPath } from "~lib/unlinked/unlinked-kind.ts";
import { columnsOf } from "./columns";
import { DeskTabs } from "./desk-tabs";
import { LinkSelected } from "./link-selected";

export const meta: MetaFunction = () => [{ title: "Unlinked · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  const query = unlinkedList.parse(request.url);
  const of = kindOf(query);
  const withCandidates = listUnlinked(db, query).then(async (page) => ({ page, candidates: await candidatesOf(db, of, page.rows) }));
  const {
    rows: [{ page, candidates }, options],
    beside,
  } = await rowsFirst(
    { request, context },
    { rows: Promise.all([withCandidates, unlinkedFilterOptions(db, query)]), beside: { total: countUnlinked(db, query) } },
    { whole: query.exact },
  );
  const rows = page.rows.map((row) => ({
    ...row,
    candidates: candidates.get(row.id) ?? [],
    product: row.productId === null ? null : productName(row.productId),
  }));
  return {
    query,
    page: { ...page, rows },
    ...beside,
    options,
    mayLink: allows(staff.roles, of === "payments" ? "payments:change" : "subscriptions:change"),
  };
}

const columns = { payments: columnsOf("payments"), subscriptions: columnsOf("subscriptions") };

const specs = {
  payments: { ...unlinkedList, noun: ["payment without a user", "payments without a user"] as const },
  subscriptions: { ...unlinkedList, noun: ["subscription without a user", "subscriptions without a user"] as const },
};

export default function Unlinked() {
  const { query, page, total, options, mayLink } = useLoaderData<typeof loader>();
  const of = kindOf(query);
  const kind = of === "payments" ? "payment" : "subscription";
  const filter = unlinkedList.params({ ...query, cursor: undefined, columns: undefined, exact: false }).toString();
  return (
    <Page
      title="Unlinked"
      description={`The ${of} that have no user, each with who it may belong to.${mayLink ? " Open one to see the evidence and link it." : ""}`}
      actions={
        mayLink && page.rows.length > 0 ? (
          <Button asChild>
            <Link to={`/unlinked/link-${of}${filter && `?${filter}`}`}>Link all with strong evidence…</Link>
          </Button>
        ) : null
      }
    >
      <DeskTabs of={of} />
      <ListView
        key={of}
        spec={specs[of]}
        query={query}
        page={page}
        total={total}
        columns={columns[of]}
        rowHref={(row) => (mayLink ? deskPath : rowPath)(of, row.id)}
        rowLabel={(row) => `${kind} ${row.id}`}
        options={{
          status: [...options.status, ...(of === "payments" ? [NO_STATUS] : [])].map((value) => ({
            value,
            label: value === NO_STATUS ? "No status" : statusLabel(kind, value),
          })),
          currency: options.currency.map((value) => ({ value, label: value })),
        }}
        selectionActions={mayLink ? (ids) => <LinkSelected of={of} ids={ids} /> : undefined}
        nothingYet={`Every ${kind} is linked to a user.`}
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
