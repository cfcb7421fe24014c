import type { ListColumn } from "~/components/data-table/list-column";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { formatCount } from "~lib/format.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { BulkRunRow } from "~lib/tool-calls/bulk/list-bulk-runs.server.ts";

const count = (number: number) => (number === 0 ? <Nothing /> : formatCount(number));

export const columns: readonly ListColumn<BulkRunRow>[] = [
  { id: "move", phone: true, cell: (row) => bulkMoves[row.move].label },
  { id: "status", phone: true, cell: (row) => <StatusBadge kind="bulk-run" value={row.status} /> },
  { id: "total", align: "right", phone: true, cell: (row) => formatCount(row.total) },
  { id: "done", align: "right", cell: (row) => count(row.done) },
  { id: "refused", align: "right", cell: (row) => count(row.refused) },
  { id: "skipped", align: "right", cell: (row) => count(row.skipped) },
  { id: "staff", className: "max-w-48", cell: (row) => row.staffName },
  { id: "createdAt", sort: "createdAt", cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "reason",
    className: "w-full max-w-0 min-w-40",
    cell: (row) => (row.reason ? <span title={row.reason}>{row.reason}</span> : <Nothing />),
  },
  { id: "finishedAt", cell: (row) => <Time at={row.finishedAt} style="datetime" /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="bulk run id" />
      </span>
    ),
  },
];
