import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Download } from "lucide-react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { requireStaff } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { useMayExport } from "~/http/use-may-export";
import { allows } from "~lib/auth/permissions.ts";
import { exportRunList } from "~lib/exports/export-run.ts";
import { exportedLists, exportedListTitle } from "~lib/exports/exported-lists.server.ts";
import { countRuns, listRuns, peopleWhoExport } from "~lib/exports/list-runs.server.ts";
import { runWords } from "~lib/exports/run-words.server.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Exports · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requireStaff({ request, context });
  const db = await readDb(request);
  const query = exportRunList.parse(request.url);
  const now = new Date();
  const {
    rows: [page, people],
    beside,
  } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listRuns(db, staff, query, now), peopleWhoExport(db, staff)]),
      beside: { total: countRuns(db, staff, query, now) },
    },
    { whole: query.exact },
  );
  const rows = page.rows.map((row) => ({ ...row, words: runWords(row), title: exportedListTitle(row.list) }));
  return {
    query,
    page: { ...page, rows },
    ...beside,
    people,
    lists: Object.values(exportedLists).map(({ name, title }) => ({ value: name, label: title })),
    seesAll: allows(staff.roles, "audit:read"),
  };
}

export default function Exports() {
  const { query, page, total, people, lists, seesAll } = useLoaderData<typeof loader>();
  const mayExport = useMayExport();
  return (
    <Page
      title="Exports"
      description={
        seesAll ? "Every file that somebody took rows away in, newest first." : "The files that you took rows away in, newest first."
      }
      actions={
        mayExport ? (
          <Button asChild>
            <Link to="/exports/new" discover="none">
              <Download aria-hidden="true" />
              Export a list
            </Link>
          </Button>
        ) : null
      }
    >
      <ListView
        spec={exportRunList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/exports/${row.id}`}
        rowLabel={(row) => `export of ${row.title}`}
        options={{ list: lists, who: people }}
        nothingYet="Export a list, and it is here: who took what, and whether the file was whole."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
