import { Link } from "@remix-run/react";
import { BanBadge } from "~/components/ban-badge";
import type { ListColumn } from "~/components/data-table/list-column";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { messageList } from "~lib/chats/message.ts";
import { formatCount } from "~lib/format.ts";
import type { UserRow } from "~lib/users/list-users.server.ts";

/**
 * The columns of the list of users.
 *
 * @param messagesFrom the first day that messages are counted from; undefined leaves their column out
 */
export function userColumns(messagesFrom: string | undefined): readonly ListColumn<UserRow>[] {
  return messagesFrom === undefined ? columns.filter((column) => column.id !== "messages") : columns.map(withMessages(messagesFrom));
}

const columns: readonly ListColumn<UserRow>[] = [
  {
    id: "name",
    sort: "name",
    phone: true,
    className: "max-w-40 max-sm:max-w-32",
    cell: (row) => <span title={row.name}>{row.name.trim() || row.email}</span>,
  },
  { id: "email", sort: "email", className: "max-w-52", cell: (row) => <span title={row.email}>{row.email}</span> },
  { id: "role", cell: (row) => <RoleBadges role={row.role} staffRoles={row.staffRoles} /> },
  {
    id: "verified",
    cell: (row) => (row.emailVerified ? <span className="text-muted">yes</span> : <Badge tone="amber">no</Badge>),
  },
  {
    id: "plan",
    phone: true,
    cell: (row) =>
      row.plan ? (
        <span className="inline-flex items-center gap-2">
          <StatusBadge kind="subscription" value={row.plan.status} />
          <span className="max-w-28 truncate text-muted max-sm:hidden" title={row.plan.product}>
            {row.plan.product}
          </span>
        </span>
      ) : (
        <Nothing label="no subscription" />
      ),
  },
  { id: "messages", align: "right", cell: () => null },
  { id: "createdAt", sort: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="date" /> },
  { id: "banned", cell: (row) => (row.banned ? <BanBadge ban={row} /> : <Nothing label="not banned" />) },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="user id" />
      </span>
    ),
  },
];

const withMessages =
  (from: string) =>
  (column: ListColumn<UserRow>): ListColumn<UserRow> =>
    column.id !== "messages"
      ? column
      : {
          ...column,
          cell: (row) =>
            row.messages ? (
              <Link
                to={messageList.link({ user: [row.id], createdAt: { from } })}
                discover="none"
                aria-label={`${row.messages} messages in 30 days`}
                className="relative z-10 tabular-nums hover:underline"
              >
                {formatCount(row.messages)}
              </Link>
            ) : (
              <Nothing label="no messages" />
            ),
        };

/** The product's role, where it is more than a user's, and the staff roles. */
function RoleBadges({ role, staffRoles }: { role: string; staffRoles: readonly string[] }) {
  const roles = role === "user" && staffRoles.length > 0 ? staffRoles : [role, ...staffRoles];
  if (roles.length === 1 && role === "user" && staffRoles.length === 0) return <span className="text-muted">user</span>;
  return (
    <span className="inline-flex items-center gap-1">
      {roles.map((each) => (
        <StatusBadge key={each} kind="role" value={each} />
      ))}
    </span>
  );
}
