import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Time } from "~/components/time";
import type { PaymentRow } from "~lib/payments/list-payments.server.ts";
import { paymentList } from "~lib/payments/payment.ts";

interface PaymentsProps {
  rows: readonly PaymentRow[];
  /** There are others beside these. */
  more: boolean;
  subscriptionId: string;
}

const cell = "h-9 border-b border-line px-3 whitespace-nowrap group-last/row:border-b-0";

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
            {more ? "All payments of this subscription" : "Open as a list"}
          </Link>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">No payment names this subscription.</p>
      ) : (
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <table className="w-full border-separate border-spacing-0 text-left">
            <caption className="sr-only">Payments of this subscription, newest first</caption>
            <thead className="text-xs text-muted">
              <tr>
                {["Time", "Amount", "Status", "Refunded"].map((label) => (
                  <th
                    key={label}
                    scope="col"
                    className={`h-8 border-b border-line px-3 font-medium ${label === "Amount" || label === "Refunded" ? "text-right" : ""}`}
                  >
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className="group/row relative hover:bg-sunken focus-within:bg-sunken">
                  <td className={cell}>
                    <Link
                      to={`/payments/${encodeURIComponent(row.id)}`}
                      discover="none"
                      className="font-medium outline-none after:absolute after:inset-0"
                    >
                      <Time at={row.createdAt} style="datetime" />
                    </Link>
                  </td>
                  <td className={`${cell} text-right`}>
                    <Money amount={row.totalAmount} currency={row.currency} />
                  </td>
                  <td className={cell}>
                    <StatusBadge kind="payment" value={row.status} />
                  </td>
                  <td className={`${cell} text-right`}>
                    {row.refundedAmount > 0 ? <Money amount={row.refundedAmount} currency={row.currency} className="text-violet" /> : "—"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
