import { Link } from "@remix-run/react";
import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import { monthLabel } from "~lib/reports/subscriptions/month.ts";
import type { MrrMonth } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import { type SubscriptionReportQuery, subscriptionReportHref } from "~lib/reports/subscriptions/report-query.ts";
import { movementKinds } from "~lib/reports/subscriptions/report-rows.ts";
import { MrrAmount, MrrClosing } from "./mrr-amount";
import { ReportTable } from "./report-table";

/** A currency's last month of the report. */
export interface LastMonth {
  currency: string;
  last: MrrMonth;
}

interface MrrSummaryProps {
  query: SubscriptionReportQuery;
  /** At least one. */
  currencies: readonly LastMonth[];
  /** The currency that the months are shown of. */
  chosen: string;
  /** Of the last month's end. */
  atEnd: Source;
}

/** Where every currency stands in the report's last month: none is hidden by the choice of one. */
export function MrrSummary({ query, currencies, chosen, atEnd }: MrrSummaryProps) {
  return (
    <ReportTable
      caption={`Monthly recurring revenue in ${monthLabel(query.to)} by currency`}
      columns={["Currency", "Opening", "Net movement", atEnd.kind === "now" ? "Now" : "Closing"]}
      rows={currencies.map(({ currency, last }) => ({
        key: currency,
        cells: [
          <Link
            key="currency"
            to={subscriptionReportHref({ ...query, currency })}
            preventScrollReset
            discover="none"
            aria-current={currency === chosen ? "true" : undefined}
            className="link aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {currency.toUpperCase()}
          </Link>,
          <MrrAmount key="opening" amount={last.opening} of={{ month: last.month, part: "opening", currency }} />,
          <MrrAmount key="moved" amount={netMovement(last)} of={{ month: last.month, part: "moved", currency }} signed />,
          <MrrClosing key="closing" month={last} currency={currency} atEnd={atEnd} />,
        ],
      }))}
    />
  );
}

/** What all movements of a month come to: the way from its opening to its closing. */
function netMovement({ opening, movements, closing }: MrrMonth) {
  return {
    subscriptions: movementKinds.reduce((sum, kind) => sum + movements[kind].subscriptions, 0),
    mrr: closing.mrr - opening.mrr,
    yearly: closing.yearly - opening.yearly,
  };
}
