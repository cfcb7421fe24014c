import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { useStreamed } from "~/http/use-streamed";
import { entitlementList } from "~lib/entitlements/entitlement.ts";
import { countEntitlements, countVerdicts, listEntitlements } from "~lib/entitlements/list-entitlements.server.ts";
import { columns } from "./columns";
import { VerdictTabs } from "./verdict-tabs";

export const meta: MetaFunction = () => [{ title: "Entitlements · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  const query = entitlementList.parse(request.url);
  const now = new Date();
  const { rows: page, beside } = await rowsFirst(
    { request, context },
    {
      rows: listEntitlements(db, query, now),
      beside: { total: countEntitlements(db, query, now), counts: countVerdicts(db, now) },
    },
    { whole: query.exact },
  );
  return { query, page, ...beside };
}

export default function Entitlements() {
  const { query, page, total, counts } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Entitlements"
      description="Why each user has a plan now or lacks one. Users whose money and plan disagree come first; subscriptions without a user are at the unlinked desk."
    >
      <VerdictTabs query={query} counts={useStreamed(counts, { keep: true })} />
      <ListView
        spec={entitlementList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/users/${encodeURIComponent(row.id)}#entitlement`}
        rowLabel={(row) => `user ${row.email}`}
        canExport
        nothingYet="Nobody's money and plan disagree. Choose “Has a plan” or “Has no plan” to see why."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
