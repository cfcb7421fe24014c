import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { formatDuration, shortId } from "~lib/format.ts";
import type { Twin } from "~lib/reports/suspicious/broken-rules.server.ts";

interface AmountDiffersProps {
  payment: { totalAmount: number; tax: number | null; currency: string };
  subscription: { amount: number; currency: string };
}

/** What was paid, and what the subscription costs: why the payment is “Not the subscription's amount”. */
export function AmountDiffers({ payment, subscription }: AmountDiffersProps) {
  const { totalAmount, tax, currency } = payment;
  return (
    <p>
      <Money amount={totalAmount} currency={currency} />
      {tax ? (
        <>
          {" "}
          (<Money amount={totalAmount - tax} currency={currency} /> without tax)
        </>
      ) : null}
      , but the subscription costs <Money amount={subscription.amount} currency={subscription.currency} />.
    </p>
  );
}

/** The payments that it was charged twice with; nothing where there are none. */
export function ChargedTwice({ twins }: { twins: readonly Twin[] }) {
  if (twins.length === 0) return null;
  return (
    <p>
      {twins.map(({ id, after }, place) => (
        <span key={id}>
          {place === 0 ? "Same as " : ", and "}
          <Link to={`/payments/${encodeURIComponent(id)}`} title={id} className="link font-mono text-xs">
            {shortId(id)}
          </Link>
          {after === 0 ? ", at the same time" : `, ${formatDuration(Math.abs(after))} ${after < 0 ? "earlier" : "later"}`}
        </span>
      ))}
      .
    </p>
  );
}
