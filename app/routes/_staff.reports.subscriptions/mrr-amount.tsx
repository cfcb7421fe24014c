import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import type { Amount } from "~lib/reports/subscriptions/mrr-by-month.server.ts";

interface MrrAmountProps {
  amount: Amount;
  currency: string;
  /** The subscriptions behind it, as they are now. */
  to: string;
  /** The same with their amounts as they were then. */
  amountsTo: string;
  /** A movement: with its sign. */
  signed?: boolean;
}

/**
 * An amount of monthly recurring revenue, the link to what each subscription adds to it, and of how many it is, the link to these; the
 * amount's title has the exact sum.
 */
export function MrrAmount({ amount, currency, to, amountsTo, signed = false }: MrrAmountProps) {
  if (amount.subscriptions === 0) return <Nothing label="0" />;
  return (
    <span className="inline-flex flex-col items-end leading-tight">
      <Link to={amountsTo} discover="none" className="hover:underline" title={`Exactly ${formatCount(amount.yearly)} ÷ 12 minor units`}>
        {signed && amount.mrr > 0 ? "+" : ""}
        <Money amount={amount.mrr} currency={currency} />
      </Link>
      <Link to={to} discover="none" className="text-xs text-muted hover:underline">
        {formatCount(amount.subscriptions)}
        <span className="sr-only"> subscriptions</span>
      </Link>
    </span>
  );
}
