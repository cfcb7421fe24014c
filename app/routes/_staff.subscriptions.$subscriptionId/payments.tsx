import { Link } from "@remix-run/react";
import { Section } from "~/components/page";
import { RelatedTable } from "~/components/related-table";
import { explainHref } from "~lib/numbers/explained-number.ts";
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
  const of = paymentList.link({ subscription: [subscriptionId] });
  return (
    <Section
      id="payments"
      title="Payments"
      count={more ? `${rows.length} newest` : rows.length}
      action={
        rows.length > 0 ? (
          <span className="flex gap-4">
            <Link to={explainHref("net-revenue", of)} className="text-accent-text hover:underline">
              What they come to
            </Link>
            <Link to={of} className="text-accent-text hover:underline">
              All payments
            </Link>
          </span>
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
