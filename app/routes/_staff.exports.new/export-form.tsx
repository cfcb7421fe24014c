import { Link, useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { ExportProgress, useExportProgress } from "~/components/export-progress";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";
import { Radio } from "~/components/ui/radio";
import { exportFormat } from "~lib/db/values.ts";
import { formatLabel } from "~lib/exports/export-run.ts";
import type { Figures } from "~lib/exports/figures.ts";
import type { NewExport } from "~lib/exports/new-export.server.ts";

/**
 * Format and columns, then the download. A browser stays where it is while it takes a file, so that the page can tell how far it is; without
 * scripts the export's own page does.
 */
export function ExportForm({ prepared, shown, count }: { prepared: NewExport; shown: Figures | undefined; count: string }) {
  const { id, list, scope, params, columns } = prepared;
  const [started, setStarted] = useState<string>();
  const progress = useExportProgress(started);
  const { revalidate } = useRevalidator();

  function onSubmit() {
    // After the browser has read the fields: the next file is another export, with figures of its own.
    window.setTimeout(() => {
      setStarted(id);
      revalidate();
    }, 0);
  }

  return (
    <form method="post" action="/exports/file" onSubmit={onSubmit} className="flex flex-col gap-5">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="scope" value={scope} />
      <input type="hidden" name="params" value={params} />
      {shown ? <input type="hidden" name="shown" value={JSON.stringify(shown)} /> : null}
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">Format</legend>
        {exportFormat.map((format) => (
          <label key={format} className="flex w-fit cursor-pointer items-center gap-2">
            <Radio name="format" value={format} defaultChecked={format === "csv"} />
            {formatLabel[format]}
          </label>
        ))}
      </fieldset>
      <fieldset className="flex max-w-3xl flex-col gap-1">
        <legend className="mb-1 font-medium">Columns</legend>
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
          {columns.map((column) => (
            <label key={column} className="flex w-fit cursor-pointer items-center gap-2 font-mono text-xs">
              <Checkbox name="columns" value={column} defaultChecked />
              {column}
            </label>
          ))}
        </div>
        <p className="text-xs text-muted">
          Amounts stand in minor units and as decimals. A text that a spreadsheet would run as a formula gets an apostrophe in front in CSV.
        </p>
      </fieldset>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary">
          Download {count}
        </Button>
        <Link to="/exports" discover="none" className="hidden text-accent-text hover:underline no-scripts:inline">
          Follow it in the history
        </Link>
      </div>
      {started ? (
        <section aria-label="The export under way" className="flex flex-col gap-2">
          {progress ? <ExportProgress progress={progress} /> : <p className="text-muted">Counting…</p>}
          <Link to={`/exports/${started}`} discover="none" className="w-fit text-accent-text hover:underline">
            Its own page, where it can be canceled
          </Link>
        </section>
      ) : null}
    </form>
  );
}
