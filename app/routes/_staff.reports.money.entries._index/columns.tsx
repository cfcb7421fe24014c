import type { ListColumn } from "~/components/data-table/list-column";
import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { shortId } from "~lib/format.ts";
import { kindLabels, problemLabels, verdictLabels } from "~lib/reports/money/entry-list.ts";
import type { MoneyEntryRow } from "~lib/reports/money/list-entries.server.ts";

export const columns: readonly ListColumn<MoneyEntryRow>[] = [
  {
    id: "at",
    sort: "at",
    phone: true,
    cell: (row) => (
      <>
        <Time at={row.at} style="datetime" />
        {row.atKnown ? null : <span className="text-muted max-sm:hidden"> (its payment’s)</span>}
      </>
    ),
  },
  { id: "kind", cell: (row) => kindLabels[row.kind] },
  { id: "status", phone: true, cell: (row) => <StatusBadge kind={row.kind} value={row.status} /> },
  {
    id: "amount",
    align: "right",
    phone: true,
    cell: (row) => (row.amount === null ? <Nothing label="could not be read" /> : <Money amount={row.amount} currency={row.currency} />),
  },
  {
    id: "report",
    cell: (row) =>
      row.report === "counts" ? (
        verdictLabels.counts
      ) : (
        <Badge tone={row.report === "unreadable" ? "amber" : "neutral"}>{verdictLabels[row.report]}</Badge>
      ),
  },
  {
    id: "problem",
    className: "max-w-72",
    cell: (row) => (row.problem ? <span title={problemLabels[row.problem]}>{problemLabels[row.problem]}</span> : <Nothing label="none" />),
  },
  {
    id: "payment",
    cell: (row) => (
      <span title={row.paymentId} className="font-mono text-xs">
        {shortId(row.paymentId)}
      </span>
    ),
  },
  {
    id: "entryId",
    cell: (row) =>
      row.entryId ? (
        <span className="relative z-10">
          <CopyId id={row.entryId} label={`${row.kind} id`} />
        </span>
      ) : (
        <Nothing label="no id" />
      ),
  },
  { id: "stage", cell: (row) => row.stage?.replaceAll("_", " ") ?? <Nothing label="no stage" /> },
  { id: "place", align: "right", cell: (row) => row.place },
];
