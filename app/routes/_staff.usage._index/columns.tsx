import type { ListColumn } from "~/components/data-table/list-column";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { formatCount } from "~lib/format.ts";
import type { UsageRow } from "~lib/usage/list-usage.server.ts";
import { usageCounterLabel } from "~lib/usage/usage.ts";

export const columns: readonly ListColumn<UsageRow>[] = [
  {
    id: "user",
    phone: true,
    className: "max-w-64",
    cell: (row) => (
      <span title={row.userEmail ?? undefined}>{row.userName || row.userEmail || row.userId || <Nothing label="no user" />}</span>
    ),
  },
  { id: "date", sort: "date", phone: true, cell: (row) => <Time at={row.date} style="date" /> },
  { id: "counter", cell: (row) => usageCounterLabel(row.counter) },
  { id: "count", sort: "count", align: "right", phone: true, cell: (row) => formatCount(row.count) },
  { id: "resetAt", cell: (row) => <Time at={row.resetAt} style="datetime" /> },
  { id: "updatedAt", cell: (row) => <Time at={row.updatedAt} style="datetime" /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="row id" length={20} />
      </span>
    ),
  },
];
