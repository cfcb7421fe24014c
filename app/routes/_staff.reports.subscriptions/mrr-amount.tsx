import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import { amountsThenHref } from "~lib/reports/subscriptions/amount-then.ts";
import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import { addMonths } from "~lib/reports/subscriptions/month.ts";
import type { Amount, MrrMonth } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import type { ReportRows } from "~lib/reports/subscriptions/report-rows.ts";

interface MrrAmountProps {
  amount: Amount;
  /** The number that it is. */
  of: ReportRows;
  /** A movement: with its sign. */
  signed?: boolean;
}

/** An amount of monthly recurring revenue as it was then. */
export function MrrAmount({ amount, of, signed = false }: MrrAmountProps) {
  const to = reportLinks.mrr(of.month, of.part, of.currency, amount.subscriptions);
  return <LinkedAmount amount={amount} currency={of.currency} to={to} amountsTo={amountsThenHref(of)} signed={signed} />;
}

/** What a month closed with: the next one's opening, or what there is now. */
export function MrrClosing({ month: { month, closing }, currency, atEnd }: { month: MrrMonth; currency: string; atEnd: Source }) {
  if (atEnd.kind !== "now") return <MrrAmount amount={closing} of={{ month: addMonths(month, 1), part: "opening", currency }} />;
  const now = reportLinks.mrrNow(currency, closing.subscriptions);
  return <LinkedAmount amount={closing} currency={currency} to={now} amountsTo={now} />;
}

interface LinkedAmountProps {
  amount: Amount;
  currency: string;
  /** The subscriptions behind it, as they are now. */
  to: string;
  /** The same with their amounts as they were then. */
  amountsTo: string;
  signed?: boolean;
}

/**
 * An amount, the link to what each subscription adds to it, and of how many it is, the link to these; the amount's title has the exact sum.
 */
function LinkedAmount({ amount, currency, to, amountsTo, signed = false }: LinkedAmountProps) {
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
