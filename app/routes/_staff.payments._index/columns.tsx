import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { SubscriptionLink } from "~/components/subscription-link";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import type { PaymentRow } from "~lib/payments/list-payments.server.ts";
import { methodWords } from "~lib/payments/method-words.ts";

export const columns: readonly ListColumn<PaymentRow>[] = [
  { id: "createdAt", sort: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "customer",
    className: "max-w-64",
    cell: (row) =>
      row.customerName || row.customerEmail ? (
        <span title={row.customerEmail ?? undefined}>{row.customerName ?? row.customerEmail}</span>
      ) : (
        <Nothing label="no customer" />
      ),
  },
  {
    id: "totalAmount",
    sort: "totalAmount",
    align: "right",
    phone: true,
    cell: (row) => <Money amount={row.totalAmount} currency={row.currency} />,
  },
  {
    id: "status",
    phone: true,
    // Dodo's longest statuses would push the last columns out of a small window.
    className: "max-[90rem]:max-w-40 max-sm:max-w-none max-sm:py-1",
    cell: (row) => <StatusBadge kind="payment" value={row.status} wraps />,
  },
  { id: "method", cell: (row) => methodWords(row) ?? <Nothing label="no method" /> },
  {
    id: "refunded",
    align: "right",
    cell: (row) => (
      <>
        {row.refundedAmount > 0 ? <Money amount={row.refundedAmount} currency={row.currency} className="text-violet" /> : null}
        {row.unreadableEntries > 0 ? (
          <Badge tone="amber" className="ml-1.5" title="Some refund or dispute entries could not be read">
            {row.unreadableEntries} unreadable
          </Badge>
        ) : null}
        {row.refundedAmount === 0 && row.unreadableEntries === 0 ? <Nothing label="not refunded" /> : null}
      </>
    ),
  },
  {
    id: "disputed",
    className: "max-[90rem]:max-w-28",
    cell: (row) => (row.disputeStatus ? <StatusBadge kind="dispute" value={row.disputeStatus} /> : <Nothing label="not disputed" />),
  },
  {
    id: "subscription",
    cell: (row) => <SubscriptionLink id={row.subscriptionId} />,
  },
  {
    id: "user",
    cell: (row) =>
      row.userId ? (
        <Link to={`/users/${encodeURIComponent(row.userId)}`} discover="none" className="relative z-10 hover:underline">
          {row.userName}
        </Link>
      ) : (
        <Badge tone="amber">not linked</Badge>
      ),
  },
  {
    id: "tax",
    align: "right",
    cell: (row) => (row.tax === null ? <Nothing label="unknown" /> : <Money amount={row.tax} currency={row.currency} />),
  },
  {
    id: "settlement",
    align: "right",
    cell: (row) =>
      row.settlementAmount === null || !row.settlementCurrency ? (
        <Nothing label="unknown" />
      ) : (
        <Money amount={row.settlementAmount} currency={row.settlementCurrency} />
      ),
  },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="payment id" />
      </span>
    ),
  },
];
