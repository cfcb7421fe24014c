import type { ListColumn } from "~/components/data-table/list-column";
import { ExportStatusBadge } from "~/components/export-status-badge";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { formatLabel, scopeLabel } from "~lib/exports/export-run.ts";
import type { ExportRunRow } from "~lib/exports/list-runs.server.ts";
import { formatCount } from "~lib/format.ts";

export const columns: readonly ListColumn<ExportRunRow & { words: string; title: string }>[] = [
  { id: "createdAt", sort: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  { id: "who", cell: (row) => row.staffName },
  { id: "list", phone: true, className: "max-sm:max-w-28", cell: (row) => row.title },
  { id: "scope", cell: (row) => scopeLabel[row.scope] },
  {
    id: "filter",
    // Takes what the other columns leave, however long its text.
    className: "w-full max-w-0 min-w-40",
    cell: (row) => (row.words ? <span title={row.words}>{row.words}</span> : <Nothing label="everything" />),
  },
  {
    id: "rows",
    align: "right",
    cell: (row) => (row.status === "finished" ? formatCount(row.expected) : `${formatCount(row.rows)} of ${formatCount(row.expected)}`),
  },
  { id: "format", cell: (row) => formatLabel[row.format] },
  { id: "status", phone: true, cell: (row) => <ExportStatusBadge status={row.status} /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="export id" />
      </span>
    ),
  },
];
