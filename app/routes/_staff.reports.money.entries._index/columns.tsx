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
        <Time at={row.at} style="datetime" className="max-sm:hidden" />
        <Time at={row.at} style="date" className="sm:hidden" />
        {row.atKnown ? null : (
          <span title="Its own time cannot be read: this is its payment’s" className="text-muted">
            *<span className="sr-only"> (its payment’s)</span>
          </span>
        )}
      </>
    ),
  },
  { id: "kind", phone: true, cell: (row) => kindLabels[row.kind] },
  { id: "status", cell: (row) => <StatusBadge kind={row.kind} value={row.status} /> },
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
    phone: true,
    className: "max-w-64 max-sm:max-w-28",
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
