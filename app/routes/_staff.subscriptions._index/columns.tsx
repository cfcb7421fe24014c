import type { ListColumn } from "~/components/data-table/list-column";
import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { useRootData } from "~/http/use-root-data";
import type { SubscriptionRow } from "~lib/subscriptions/list-subscriptions.server.ts";
import { hasEnded, intervalWords } from "~lib/subscriptions/subscription.ts";

export const columns: readonly ListColumn<SubscriptionRow & { product: string }>[] = [
  {
    id: "user",
    phone: true,
    className: "max-w-64 max-sm:max-w-44",
    cell: (row) =>
      row.userId ? <span title={row.userEmail ?? undefined}>{row.userName || row.userEmail}</span> : <Badge tone="amber">not linked</Badge>,
  },
  {
    id: "product",
    className: "max-w-56",
    cell: (row) => <span title={row.product === row.productId ? undefined : row.productId}>{row.product}</span>,
  },
  { id: "status", phone: true, cell: (row) => <StatusBadge kind="subscription" value={row.status} /> },
  {
    id: "amount",
    sort: "amount",
    align: "right",
    cell: (row) => (
      <>
        <Money amount={row.amount} currency={row.currency} /> <span className="text-muted">{intervalWords(row.recurringInterval)}</span>
      </>
    ),
  },
  { id: "currentPeriodEnd", sort: "currentPeriodEnd", cell: (row) => <Time at={row.currentPeriodEnd} style="date" /> },
  {
    id: "cancelsAtPeriodEnd",
    cell: (row) => <CancelsAtEnd row={row} />,
  },
  { id: "createdAt", sort: "createdAt", cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  { id: "startedAt", cell: (row) => <Time at={row.startedAt} style="datetime" /> },
  { id: "endedAt", cell: (row) => <Time at={row.endedAt} style="datetime" /> },
  {
    id: "customer",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.customerId} label="customer id" />
      </span>
    ),
  },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="subscription id" />
      </span>
    ),
  },
];

/** Only one that is still to end asks for attention. */
function CancelsAtEnd({ row }: { row: SubscriptionRow }) {
  const now = useRootData()?.now ?? new Date();
  if (!row.cancelAtPeriodEnd) return <Nothing label="no" />;
  return hasEnded(row, now) ? <span className="text-muted">ended</span> : <Badge tone="amber">cancels</Badge>;
}
