import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { RouteError } from "~/components/error-page";
import { ExportProgress, useExportProgress } from "~/components/export-progress";
import { Fact, Facts, Page, Section } from "~/components/page";
import { Nothing, Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { CopyId } from "~/components/ui/copy-id";
import { requireStaff } from "~/http/guard.server";
import { headersOfWrite } from "~/http/last-write.server";
import { seenRun } from "~/http/seen-run.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { useMayExport } from "~/http/use-may-export";
import { db } from "~lib/db/db.server.ts";
import type { ExportStatus } from "~lib/db/values.ts";
import { cancelExport } from "~lib/exports/cancel-export.server.ts";
import { CancelExport } from "~lib/exports/export-forms.ts";
import { formatLabel, scopeLabel } from "~lib/exports/export-run.ts";
import { exportedListOf, exportedListTitle } from "~lib/exports/exported-lists.server.ts";
import { progressOf } from "~lib/exports/get-run.server.ts";
import { runWords } from "~lib/exports/run-words.server.ts";
import { SumsTable } from "../_staff.exports.new/sums-table";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Export: ${data.title} · Purser` : "Export · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { run } = await seenRun({ request, context }, params.exportId);
  const list = exportedListOf(run.list);
  const asked = new URLSearchParams(run.filter);
  // As its progress does, for a page that is opened when the run has ended.
  const headers = await headersOfWrite();
  return data(
    {
      run,
      title: exportedListTitle(run.list),
      progress: progressOf(run),
      words: runWords(run),
      href: list?.href(asked),
      sums: list?.sums ?? [],
    },
    { headers },
  );
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff({ request, context });
  const exportId = (params.exportId ?? "").toLowerCase();
  await seenRun({ request, context }, exportId);
  return submit(request, CancelExport, async () => {
    await cancelExport(db, staff, exportId);
    return redirectWithToast(`/exports/${exportId}`, { title: "The export is canceled; its download breaks off", tone: "success" });
  });
}

const brokenOff: Partial<Record<ExportStatus, string>> = {
  failed: "A fault broke its download off.",
  canceled: "Somebody canceled it, or the browser that took it went away.",
};
const LOST = "Nothing has been heard of it for a quarter of an hour: the server that made it has stopped.";

export default function ExportPage() {
  const { run, title, progress: loaded, words, href, sums } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const mayExport = useMayExport();
  const progress = useExportProgress(run.id, loaded) ?? loaded;
  const canceling = useNavigation().state === "submitting";
  const { revalidate } = useRevalidator();
  const hasJustEnded = loaded.status === "running" && progress.status !== "running";
  useEffect(() => {
    if (hasJustEnded) revalidate();
  }, [hasJustEnded, revalidate]);
  return (
    <Page title={`Export: ${title}`} breadcrumb={[{ label: "Exports", to: "/exports" }]}>
      {reply?.result.error ? <Alert tone="red" title={Object.values(reply.result.error).flat().join(" ")} /> : null}
      <ExportProgress progress={progress} />
      {progress.status === "running" && mayExport ? (
        <Form method="post">
          <Button type="submit" name="intent" value="cancel" variant="danger" aria-disabled={canceling}>
            Cancel the export
          </Button>
        </Form>
      ) : null}
      {brokenOff[progress.status] ? (
        <Alert tone="amber" title="This file is not whole">
          {progress.status === "failed" && !run.finishedAt && loaded.status === "failed" ? LOST : brokenOff[progress.status]} It has no
          manifest at its end: do not use it.
        </Alert>
      ) : null}
      <Facts className="max-w-3xl">
        <Fact label="Who">{run.staffName}</Fact>
        <Fact label="Started">
          <Time at={run.createdAt} style="datetime" />
        </Fact>
        <Fact label="Ended">{run.finishedAt ? <Time at={run.finishedAt} style="datetime" /> : <Nothing label="not yet" />}</Fact>
        <Fact label="Scope">{scopeLabel[run.scope]}</Fact>
        <Fact label="Filter">{words || <Nothing label="everything" />}</Fact>
        <Fact label="The list now">
          {href && run.scope === "all" ? (
            <Link to={href} className="link">
              {title} with this filter
            </Link>
          ) : (
            <Nothing />
          )}
        </Fact>
        <Fact label="Format">{formatLabel[run.format]}</Fact>
        <Fact label="Columns">
          <ul className="flex flex-wrap gap-x-2 gap-y-0.5 font-mono text-xs">
            {run.columns.map((column) => (
              <li key={column}>{column}</li>
            ))}
          </ul>
        </Fact>
        <Fact label="Export id">
          <CopyId id={run.id} label="export id" />
        </Fact>
      </Facts>
      {run.sums && sums.length > 0 ? (
        <Section title={progress.status === "finished" ? "What its rows come to, as in its manifest" : "What all its rows come to"}>
          <SumsTable figures={{ rows: run.expected, sums: run.sums }} sums={sums} />
        </Section>
      ) : null}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
