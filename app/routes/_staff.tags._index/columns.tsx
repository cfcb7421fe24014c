import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { TagBadge } from "~/components/tag-badge";
import { Nothing, Time } from "~/components/time";
import { chatList } from "~lib/chats/chat.ts";
import { formatCount } from "~lib/format.ts";
import type { TagRow } from "~lib/tags/list-tags.server.ts";
import { tagColorLabel } from "~lib/tags/tag.ts";

const linkClass = "relative z-10 hover:underline";

/** The columns of the list; those who may not tag have no actions. */
export function columnsFor(mayTag: boolean): readonly ListColumn<TagRow>[] {
  return mayTag ? columns : columns.filter(({ id }) => id !== "actions");
}

const columns: readonly ListColumn<TagRow>[] = [
  { id: "name", sort: "name", phone: true, className: "w-full max-w-0 min-w-40", cell: (row) => <TagBadge tag={row} /> },
  { id: "color", cell: (row) => tagColorLabel(row.color) },
  {
    id: "chats",
    align: "right",
    phone: true,
    cell: (row) =>
      row.chats === 0 ? (
        <Nothing label="no chats" />
      ) : (
        <Link
          to={chatList.link({ tag: [row.name] })}
          discover="none"
          aria-label={`${row.chats} chats tagged ${row.name}`}
          className={`${linkClass} tabular-nums`}
        >
          {formatCount(row.chats)}
        </Link>
      ),
  },
  {
    id: "createdBy",
    className: "max-w-44",
    cell: (row) => (row.createdByName === null ? <Nothing label="nobody who is still here" /> : row.createdByName),
  },
  { id: "createdAt", cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "actions",
    cell: (row) => (
      <span className="flex gap-3">
        <Link to={`/tags/${row.id}/edit`} discover="none" aria-label={`Edit ${row.name}`} className={`${linkClass} text-accent-text`}>
          Edit
        </Link>
        <Link to={`/tags/${row.id}/delete`} discover="none" aria-label={`Delete ${row.name}`} className={`${linkClass} text-accent-text`}>
          Delete…
        </Link>
      </span>
    ),
  },
];
