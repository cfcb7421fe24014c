import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ChevronRight } from "lucide-react";
import { RouteError } from "~/components/error-page";
import { Fact, Facts, Page, Section } from "~/components/page";
import { Nothing } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { readForm } from "~/http/form.server";
import { found, refuseUnrecorded, requirePermission, requireStaff } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { allows } from "~lib/auth/permissions.ts";
import type { Staff } from "~lib/auth/staff.server.ts";
import { askList } from "~lib/exports/ask-list.server.ts";
import { ExportRefused } from "~lib/exports/export-refused.ts";
import { scopeLabel } from "~lib/exports/export-run.ts";
import type { AskedList, ExportedList } from "~lib/exports/exported-list.server.ts";
import { exportedListOf, exportedLists } from "~lib/exports/exported-lists.server.ts";
import { newExport } from "~lib/exports/new-export.server.ts";
import { formatCount } from "~lib/format.ts";
import { ExportForm } from "./export-form";
import { SumsTable } from "./sums-table";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded?.prepared ? `Export: ${loaded.prepared.title} · Purser` : "Export a list · Purser" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requireStaff({ request, context });
  refuseUnrecorded({ request, context }, "Exporting");
  const params = new URL(request.url).searchParams;
  const list = exportedListOf(params.get("list"));
  const lists = Object.values(exportedLists).filter(({ permission }) => allows(staff.roles, permission));
  const choice = lists.map(({ name, title }) => ({ name, title }));
  if (!list) return { lists: choice, prepared: undefined };
  await requirePermission({ request, context }, list.permission);
  return { lists: choice, prepared: await prepare(request, list, staff, params) };
}

/** The same page for more picked rows than an address holds: their ids come in one field, with a space between. */
export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff({ request, context });
  const form = await readForm(request);
  const list = found(exportedListOf(String(form.get("list"))), "list");
  await requirePermission({ request, context }, list.permission);
  const params = new URLSearchParams(String(form.get("params") ?? ""));
  params.set("scope", "selected");
  params.delete("id");
  for (const id of String(form.get("ids") ?? "").split(/\s+/)) params.append("id", id);
  return { prepared: await prepare(request, list, staff, params) };
}

/** Where adding up takes longer than a page may, the file is to be had all the same: it has no such limit, and says its figures at its end. */
async function prepare(request: Request, list: ExportedList, staff: Staff, params: URLSearchParams) {
  const asked = asksFor(list, staff, params);
  return { ...newExport(asked), figures: await unlessTooSlow(asked.figures(await readDb(request))) };
}

function asksFor(list: ExportedList, staff: Staff, params: URLSearchParams): AskedList {
  try {
    return askList(list, staff, params, new Date());
  } catch (error) {
    if (!(error instanceof ExportRefused)) throw error;
    throw data({ message: error.message }, { status: error.status });
  }
}

export default function NewExportPage() {
  const loaded = useLoaderData<typeof loader>();
  const prepared = useActionData<typeof action>()?.prepared ?? loaded.prepared;
  if (!prepared) {
    return (
      <Page
        title="Export a list"
        description="Choose a list to take all of it. To take a part, filter or select rows in the list itself and export there."
        breadcrumb={[{ label: "Exports", to: "/exports" }]}
      >
        <ul className="max-w-md divide-y divide-line rounded-lg border border-line bg-surface">
          {loaded.lists.map(({ name, title }) => (
            <li key={name}>
              <Link
                to={`/exports/new?list=${encodeURIComponent(name)}`}
                discover="none"
                className="flex items-center justify-between gap-4 px-4 py-2.5 hover:bg-sunken"
              >
                {title}
                <ChevronRight aria-hidden="true" className="size-4 text-faint" />
              </Link>
            </li>
          ))}
        </ul>
      </Page>
    );
  }
  const { figures, sums, title, noun, scope, words, order, zone, href } = prepared;
  const known = figures === "too-slow" ? undefined : figures;
  const count = known ? `${formatCount(known.rows)} ${noun[known.rows === 1 ? 0 : 1]}` : `all ${noun[1]} that match`;
  return (
    <Page
      title={`Export: ${title}`}
      description="Rows are read from one snapshot of the database. The file ends with a manifest that proves what it holds; a file without one is not whole."
      breadcrumb={[{ label: "Exports", to: "/exports" }]}
    >
      <Facts className="max-w-3xl">
        <Fact label="Rows">
          {known ? (
            <strong className="font-medium" data-rows={known.rows}>
              {count}
            </strong>
          ) : (
            "Too many to add up here; the file's manifest says how many."
          )}
        </Fact>
        <Fact label="Scope">{scopeLabel[scope]}</Fact>
        <Fact label="Filter">
          {scope === "all" ? (
            <Link to={href} discover="none" className="link">
              {words.join("; ") || `all ${noun[1]}`}
            </Link>
          ) : (
            <Nothing label="none: the rows are named by id" />
          )}
        </Fact>
        <Fact label="Order">{order}</Fact>
        <Fact label="Reporting time zone">{zone}</Fact>
      </Facts>
      {known && sums.length > 0 ? (
        <Section title="What they come to">
          <SumsTable figures={known} sums={sums} />
        </Section>
      ) : null}
      {known?.rows === 0 ? (
        <Alert tone="amber" title="Nothing matches">
          The file will hold its header and its manifest alone.
        </Alert>
      ) : null}
      <ExportForm key={prepared.list} prepared={prepared} shown={known} count={count} />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
