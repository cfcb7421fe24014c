import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ExportProgress, useExportProgress } from "~/components/export-progress";
import { ExportStatusBadge } from "~/components/export-status-badge";
import { Fact, Facts, Page, Section } from "~/components/page";
import { Nothing, Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { CopyId } from "~/components/ui/copy-id";
import { requireStaff } from "~/http/guard.server";
import { seenRun } from "~/http/seen-run.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { cancelExport } from "~lib/exports/cancel-export.server.ts";
import { CancelExport, formatLabel, scopeLabel } from "~lib/exports/export-run.ts";
import { exportedListOf } from "~lib/exports/exported-lists.server.ts";
import { progressOf } from "~lib/exports/get-run.server.ts";
import { runWords } from "~lib/exports/run-words.server.ts";
import { SumsTable } from "../_staff.exports.new/sums-table";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Export of ${data.run.list} · Purser` : "Export · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { run } = await seenRun({ request, context }, params.exportId);
  const list = exportedListOf(run.list);
  const asked = new URLSearchParams(run.filter);
  return {
    run: { ...run, columns: run.columns.join(", ") },
    progress: progressOf(run),
    words: runWords(run),
    href: list?.href(asked),
    sums: list?.sums ?? [],
  };
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

export default function ExportPage() {
  const { run, progress: loaded, words, href, sums } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const progress = useExportProgress(run.id, loaded) ?? loaded;
  const canceling = useNavigation().state === "submitting";
  return (
    <Page
      title={`Export of ${run.list}`}
      breadcrumb={[{ label: "Exports", to: "/exports" }]}
      badges={<ExportStatusBadge status={progress.status} />}
    >
      {reply?.result.error ? <Alert tone="red" title={Object.values(reply.result.error).flat().join(" ")} /> : null}
      <ExportProgress progress={progress} />
      {progress.status === "running" ? (
        <Form method="post">
          <Button type="submit" name="intent" value="cancel" variant="danger" aria-disabled={canceling}>
            Cancel the export
          </Button>
        </Form>
      ) : null}
      {progress.status === "failed" || progress.status === "canceled" ? (
        <Alert tone="amber" title="This file is not whole">
          Its download broke off before the end, so it has no manifest. Do not use it.
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
            <Link to={href} className="text-accent-text hover:underline">
              {run.list} with this filter
            </Link>
          ) : (
            <Nothing />
          )}
        </Fact>
        <Fact label="Format">{formatLabel[run.format]}</Fact>
        <Fact label="Columns">{run.columns}</Fact>
        <Fact label="Export id">
          <CopyId id={run.id} label="export id" />
        </Fact>
      </Facts>
      {run.sums && sums.length > 0 ? (
        <Section title="What its rows came to in the snapshot">
          <SumsTable figures={{ rows: run.expected, sums: run.sums }} sums={sums} />
        </Section>
      ) : null}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
