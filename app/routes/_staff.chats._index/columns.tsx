import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import type { ChatRow } from "~lib/chats/list-chats.server.ts";
import { messageList } from "~lib/chats/message.ts";
import { formatCount } from "~lib/format.ts";
import { failedStatuses, toolCallList } from "~lib/tool-calls/tool-call.ts";

const linkClass = "relative z-10 hover:underline";

export const columns: readonly ListColumn<ChatRow>[] = [
  {
    id: "title",
    phone: true,
    // Takes what the other columns leave, however long its text.
    className: "w-full max-w-0 min-w-40",
    cell: (row) => <span title={row.title}>{row.title}</span>,
  },
  {
    id: "user",
    className: "max-w-44",
    cell: (row) => (
      <Link to={`/users/${encodeURIComponent(row.userId)}`} discover="none" title={row.userName} className={linkClass}>
        {row.userName}
      </Link>
    ),
  },
  {
    id: "messages",
    align: "right",
    cell: (row) =>
      row.messages === 0 ? (
        <Nothing label="no messages" />
      ) : (
        <Link
          to={messageList.link({ chat: [row.id] })}
          discover="none"
          aria-label={`${row.messages} messages`}
          className={`${linkClass} tabular-nums`}
        >
          {formatCount(row.messages)}
        </Link>
      ),
  },
  { id: "updatedAt", sort: "updatedAt", phone: true, cell: (row) => <Time at={row.updatedAt} /> },
  { id: "visibility", cell: (row) => <StatusBadge kind="visibility" value={row.visibility} /> },
  { id: "toolCalls", align: "right", cell: (row) => <ToolCallCounts row={row} /> },
  { id: "createdAt", sort: "createdAt", cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="chat id" />
      </span>
    ),
  },
];

/** "2 / 14": the calls that failed or timed out, and all of them. */
function ToolCallCounts({ row }: { row: ChatRow }) {
  if (row.toolCalls === 0) return <Nothing label="no tool calls" />;
  return (
    <span className="tabular-nums">
      {row.failedToolCalls > 0 ? (
        <Link
          to={toolCallList.link({ chat: [row.id], status: failedStatuses })}
          discover="none"
          aria-label={`${row.failedToolCalls} failed tool calls`}
          className={`${linkClass} font-medium text-red`}
        >
          {formatCount(row.failedToolCalls)}
        </Link>
      ) : (
        <span className="text-muted">0</span>
      )}
      <span className="text-muted"> / </span>
      <Link to={toolCallList.link({ chat: [row.id] })} discover="none" aria-label={`${row.toolCalls} tool calls`} className={linkClass}>
        {formatCount(row.toolCalls)}
      </Link>
    </span>
  );
}
