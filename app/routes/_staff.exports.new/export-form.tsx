import { Link } from "@remix-run/react";
import { useState } from "react";
import { ExportProgress, useExportProgress } from "~/components/export-progress";
import { Button } from "~/components/ui/button";
import { Radio } from "~/components/ui/radio";
import { type ExportFormat, exportFormat } from "~lib/db/values.ts";
import { formatLabel } from "~lib/exports/export-run.ts";
import type { Figures } from "~lib/exports/figures.ts";
import type { NewExport } from "~lib/exports/new-export.server.ts";
import { ColumnChoice } from "./column-choice";

const formatWords: Record<ExportFormat, string> = {
  csv: "one table as text, its manifest in the last lines; a text that a spreadsheet would run as a formula gets an apostrophe in front",
  xlsx: "a workbook: the rows on one sheet, the manifest on the last; numbers and times are real ones",
};

/**
 * Format and columns, then the download. A browser stays where it is while it takes a file, so that the page can tell how far it is; without
 * scripts the export's own page does.
 */
export function ExportForm({ prepared, shown, count }: { prepared: NewExport; shown: Figures | undefined; count: string }) {
  const { list, scope, params, columns } = prepared;
  const [taken, setTaken] = useState(0);
  const id = nthId(prepared.id, taken);
  const [started, setStarted] = useState<string>();
  const [none, setNone] = useState(false);
  const progress = useExportProgress(started);

  function onSubmit() {
    // After the browser has read the fields: the next file is another export, with an id of its own.
    window.setTimeout(() => {
      setStarted(id);
      setTaken(taken + 1);
    }, 0);
  }

  return (
    <form method="post" action="/exports/file" onSubmit={onSubmit} className="flex flex-col gap-5">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="scope" value={scope} />
      <input type="hidden" name="params" value={params} />
      {shown ? <input type="hidden" name="shown" value={JSON.stringify(shown)} /> : null}
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium">Format</legend>
        {exportFormat.map((format) => (
          <label key={format} className="flex w-fit cursor-pointer items-baseline gap-2 pointer-coarse:py-1.5">
            <Radio name="format" value={format} defaultChecked={format === "csv"} className="translate-y-0.5" />
            <span>
              {formatLabel[format]} <span className="text-muted">{formatWords[format]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ColumnChoice columns={columns} onNone={setNone} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={none}>
          Download {count}
        </Button>
        {none ? (
          <p role="status" className="text-muted">
            Choose at least one column.
          </p>
        ) : null}
        <Link to="/exports" discover="none" className="link hidden no-scripts:inline">
          Follow it in the history
        </Link>
      </div>
      {started ? (
        <section aria-label="The export under way" className="flex max-w-3xl flex-col gap-2 rounded-lg border border-line bg-surface p-4">
          {progress ? <ExportProgress progress={progress} /> : <p className="text-muted">Counting…</p>}
          <Link to={`/exports/${started}`} discover="none" className="link w-fit">
            {progress?.status === "running" ? "Its own page, where it can be canceled" : "Its own page"}
          </Link>
        </section>
      ) : null}
    </form>
  );
}

/** The id of the nth export from one page, whose last digits count on: a page that came by a post cannot be asked for again. */
function nthId(id: string, n: number): string {
  const last = (Number.parseInt(id.slice(-8), 16) + n) % 0x1_0000_0000;
  return id.slice(0, -8) + last.toString(16).padStart(8, "0");
}
