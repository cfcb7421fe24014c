import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import type { BulkItemRow } from "~lib/tool-calls/bulk/list-bulk-items.server.ts";

export const columns: readonly ListColumn<BulkItemRow>[] = [
  { id: "tool", phone: true, cell: (row) => row.toolName ?? <span className="font-normal text-muted">deleted call</span> },
  { id: "outcome", sort: "outcome", phone: true, cell: (row) => <StatusBadge kind="bulk-outcome" value={row.outcome} /> },
  {
    id: "detail",
    // Takes what the other columns leave.
    className: "w-full max-w-0 min-w-40",
    cell: (row) => (row.detail ? <span title={row.detail}>{row.detail}</span> : <Nothing />),
  },
  {
    id: "status",
    cell: (row) => (row.status === null ? <Nothing label="deleted" /> : <StatusBadge kind="tool-call" value={row.status} />),
  },
  {
    id: "chat",
    className: "max-w-52",
    cell: (row) =>
      row.chatId === null ? (
        <Nothing />
      ) : (
        <Link
          to={`/chats/${encodeURIComponent(row.chatId)}`}
          discover="none"
          title={row.chatTitle ?? undefined}
          className="relative z-10 hover:underline"
        >
          {row.chatTitle}
        </Link>
      ),
  },
  { id: "doneAt", cell: (row) => <Time at={row.doneAt} style="datetime" /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="tool call id" />
      </span>
    ),
  },
];
