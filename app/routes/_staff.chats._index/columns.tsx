import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { StatusBadge } from "~/components/status-badge";
import { TagBadge } from "~/components/tag-badge";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import type { ChatRow } from "~lib/chats/list-chats.server.ts";
import { messageList } from "~lib/chats/message.ts";
import { formatCount } from "~lib/format.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { failedStatuses } from "~lib/tool-calls/tool-call-state.ts";

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
  { id: "tags", className: "max-w-56", cell: (row) => <Tags row={row} /> },
  {
    id: "tokens",
    align: "right",
    cell: (row) => (row.tokens === 0 ? <Nothing label="no tokens" /> : <span className="tabular-nums">{formatCount(row.tokens)}</span>),
  },
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

/** So many characters of tags' names fit into the column. */
const ROOM = 24;

/** The first tags, as many as fit whole; the others are counted, and named where the pointer rests. */
function Tags({ row: { tags } }: { row: ChatRow }) {
  if (tags.length === 0) return <Nothing label="no tags" />;
  const fits = (_: unknown, place: number) =>
    place === 0 || tags.slice(0, place + 1).reduce((sum, { name }) => sum + name.length + 4, 0) <= ROOM;
  const shown = tags.filter(fits);
  const rest = tags.slice(shown.length).map((tag) => tag.name);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {shown.map((tag) => (
        <TagBadge key={tag.id} tag={tag} className="min-w-0" />
      ))}
      {rest.length > 0 ? (
        <span className="shrink-0 text-muted" title={rest.join(", ")}>
          +{rest.length}
          <span className="sr-only">: {rest.join(", ")}</span>
        </span>
      ) : null}
    </span>
  );
}
