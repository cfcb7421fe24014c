import type { ListColumn } from "~/components/data-table/list-column";
import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { SubscriptionLink } from "~/components/subscription-link";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import type { Candidate } from "~lib/unlinked/candidates.server.ts";
import type { UnlinkedRow } from "~lib/unlinked/list-unlinked.server.ts";
import type { UnlinkedKind } from "~lib/unlinked/unlinked-kind.ts";
import { Strength } from "./candidates";
import { CustomerOf } from "./customer-of";

export type DeskRow = UnlinkedRow & { candidates: Candidate[]; product: string | null };

/** A row's columns; what a status means depends on which of the two it is of. */
export const columnsOf = (of: UnlinkedKind): readonly ListColumn<DeskRow>[] => [
  { id: "createdAt", sort: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "customer",
    className: "max-w-64",
    cell: (row) => <CustomerOf {...row} />,
  },
  { id: "amount", align: "right", phone: true, cell: (row) => <Money amount={row.amount} currency={row.currency} /> },
  { id: "status", cell: (row) => <StatusBadge kind={of === "payments" ? "payment" : "subscription"} value={row.status} /> },
  {
    id: "belongsTo",
    className: "max-w-48",
    cell: (row) => row.product ?? <SubscriptionLink id={row.subscriptionId} />,
  },
  {
    id: "candidate",
    phone: true,
    className: "max-w-64",
    cell: ({ candidates: [best, ...others] }) =>
      best ? (
        <span className="flex min-w-0 items-center gap-1.5" title={best.email}>
          <Strength {...best} />
          <span className="truncate">
            {best.name.trim() || best.email}
            {others.length > 0 ? <span className="text-muted"> and {others.length} more</span> : null}
          </span>
        </span>
      ) : (
        <Nothing label="nobody" />
      ),
  },
  {
    id: "evidence",
    className: "max-w-72",
    cell: ({ candidates: [best] }) =>
      best ? (
        <span title={[...best.evidence.map((one) => one.words), ...best.against].join("\n")}>{best.evidence[0]?.words}</span>
      ) : (
        <Nothing label="none" />
      ),
  },
  {
    id: "customerId",
    cell: (row) =>
      row.customerId ? (
        <span className="relative z-10">
          <CopyId id={row.customerId} label="customer id" />
        </span>
      ) : (
        <Nothing label="no customer id" />
      ),
  },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label={`${of === "payments" ? "payment" : "subscription"} id`} />
      </span>
    ),
  },
];
