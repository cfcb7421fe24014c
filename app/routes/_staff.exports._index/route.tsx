import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requireStaff } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { exportRunList } from "~lib/exports/export-run.ts";
import { exportedLists } from "~lib/exports/exported-lists.server.ts";
import { countRuns, listRuns, peopleWhoExport } from "~lib/exports/list-runs.server.ts";
import { runWords } from "~lib/exports/run-words.server.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Exports · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requireStaff({ request, context });
  const query = exportRunList.parse(request.url);
  const now = new Date();
  const [page, total, people] = await inTime(
    { request, context },
    Promise.all([listRuns(db, staff, query, now), countRuns(db, staff, query, now), peopleWhoExport(db, staff)]),
  );
  const rows = page.rows.map((row) => ({ ...row, words: runWords(row) }));
  return {
    query,
    page: { ...page, rows },
    total,
    people,
    lists: Object.keys(exportedLists),
    seesAll: allows(staff.roles, "audit:read"),
  };
}

export default function Exports() {
  const { query, page, total, people, lists, seesAll } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Exports"
      description={
        seesAll ? "Every file that somebody took rows away in, newest first." : "The files that you took rows away in, newest first."
      }
    >
      <ListView
        spec={exportRunList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/exports/${row.id}`}
        rowLabel={(row) => `export of ${row.list}`}
        options={{ list: lists.map((value) => ({ value, label: value })), who: people }}
        nothingYet="Export a list, and it is here: who took what, and whether the file was whole."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
