import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import type { MessageRow } from "~lib/chats/list-messages.server.ts";
import { formatCount, formatDuration } from "~lib/format.ts";

const linkClass = "relative z-10 hover:underline";

export const columns: readonly ListColumn<MessageRow>[] = [
  { id: "createdAt", sort: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  { id: "role", phone: true, cell: (row) => row.role },
  { id: "model", className: "max-w-40", cell: (row) => row.model ?? <Nothing label="no model" /> },
  {
    id: "chat",
    // Takes what the other columns leave, however long its text.
    className: "w-full max-w-0 min-w-32",
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
  { id: "inputTokens", align: "right", cell: (row) => <Tokens count={row.inputTokens} /> },
  { id: "outputTokens", align: "right", cell: (row) => <Tokens count={row.outputTokens} /> },
  { id: "totalTokens", align: "right", phone: true, cell: (row) => <Tokens count={row.totalTokens} /> },
  {
    id: "completionTime",
    align: "right",
    cell: (row) =>
      row.completionTime === null ? (
        <Nothing label="not measured" />
      ) : (
        <span className="tabular-nums">{formatDuration(row.completionTime * 1000)}</span>
      ),
  },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="message id" />
      </span>
    ),
  },
];

function Tokens({ count }: { count: number | null }) {
  return count === null ? <Nothing label="not counted" /> : <span className="tabular-nums">{formatCount(count)}</span>;
}
