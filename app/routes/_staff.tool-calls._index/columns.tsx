import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Duration, StuckBadge } from "~/components/tool-call-duration";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import type { LiveToolCall } from "./use-live";

const linkClass = "relative z-10 hover:underline";

export const columns: readonly ListColumn<LiveToolCall>[] = [
  { id: "tool", phone: true, cell: (row) => row.toolName },
  {
    id: "status",
    phone: true,
    cell: (row) =>
      row.gone ? (
        <Badge title="This call has been deleted since the list was loaded">Deleted</Badge>
      ) : (
        <span className="inline-flex items-center gap-1.5">
          <StatusBadge kind="tool-call" value={row.status} />
          <StuckBadge call={row} now={row.seenAt} />
        </span>
      ),
  },
  {
    id: "chat",
    className: "max-w-52 max-[90rem]:max-w-40",
    cell: (row) => (
      <Link to={`/chats/${encodeURIComponent(row.chatId)}`} discover="none" title={row.chatTitle} className={linkClass}>
        {row.chatTitle}
      </Link>
    ),
  },
  {
    id: "user",
    className: "max-w-40",
    cell: (row) => (
      <Link to={`/users/${encodeURIComponent(row.userId)}`} discover="none" title={row.userName} className={linkClass}>
        {row.userName}
      </Link>
    ),
  },
  { id: "duration", sort: "duration", align: "right", cell: (row) => <Duration call={row} now={row.seenAt} /> },
  { id: "createdAt", sort: "createdAt", cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "error",
    // Takes what the other columns leave, however long its text.
    className: "w-full max-w-0 min-w-40 max-[90rem]:min-w-28",
    cell: (row) =>
      row.errorLine ? (
        <span title={row.errorLine} className="text-red">
          {row.errorLine}
        </span>
      ) : (
        <Nothing label="no error" />
      ),
  },
  { id: "startedAt", cell: (row) => <Time at={row.startedAt} style="datetime" /> },
  { id: "finishedAt", cell: (row) => <Time at={row.finishedAt} style="datetime" /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="tool call id" />
      </span>
    ),
  },
];
