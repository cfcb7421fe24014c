import { Link } from "@remix-run/react";
import { Section } from "~/components/page";
import { RelatedTable } from "~/components/related-table";
import type { PaymentRow } from "~lib/payments/list-payments.server.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { columns } from "../_staff.payments._index/columns";

interface PaymentsProps {
  rows: readonly PaymentRow[];
  /** There are others beside these. */
  more: boolean;
  subscriptionId: string;
}

/** The newest payments of a subscription. */
export function Payments({ rows, more, subscriptionId }: PaymentsProps) {
  return (
    <Section
      id="payments"
      title="Payments"
      count={more ? `${rows.length} newest` : rows.length}
      action={
        rows.length > 0 ? (
          <Link to={paymentList.link({ subscription: [subscriptionId] })} className="text-accent-text hover:underline">
            All payments
          </Link>
        ) : null
      }
    >
      <RelatedTable
        spec={paymentList}
        columns={columns}
        show={["createdAt", "totalAmount", "status", "method", "refunded", "disputed"]}
        rows={rows}
        rowHref={(row) => `/payments/${encodeURIComponent(row.id)}`}
      />
    </Section>
  );
}
