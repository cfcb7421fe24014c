import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { auditActionLabel, auditList } from "~lib/audit/audit.ts";
import { auditFilterOptions, countAudit, listAudit } from "~lib/audit/list-audit.server.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Audit · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "audit:read");
  const db = await readDb(request);
  const query = auditList.parse(request.url);
  const {
    rows: [page, options],
    beside,
  } = await rowsFirst(
    { request, context },
    { rows: Promise.all([listAudit(db, query), auditFilterOptions(db)]), beside: { total: countAudit(db, query) } },
    { whole: query.exact },
  );
  return { query, page, options, ...beside };
}

export default function Audit() {
  const { query, page, total, options } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Audit"
      description="Every change that staff made here and every export, newest first. Entries cannot be changed or deleted."
    >
      <ListView
        spec={auditList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/audit/${row.id}`}
        rowLabel={(row) => `${auditActionLabel(row.action)} by ${row.actorName}`}
        options={{
          actor: options.actor,
          action: options.action.map((value) => ({ value, label: auditActionLabel(value) })),
          subjectType: options.subjectType.map((value) => ({ value, label: value.replaceAll("_", " ") })),
        }}
        canExport
        nothingYet="The first change that somebody makes here is the first entry."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
