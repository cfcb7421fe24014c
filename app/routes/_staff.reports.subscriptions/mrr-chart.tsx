import { Link } from "@remix-run/react";
import { compactCount, TimeSeriesChart } from "~/components/chart/time-series-chart";
import { currencyDigits, formatMoney } from "~lib/format.ts";
import { amountsThenHref } from "~lib/reports/subscriptions/amount-then.ts";
import { addMonths, daysOfMonth } from "~lib/reports/subscriptions/month.ts";
import type { CurrencyMonths } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import { type SubscriptionReportQuery, subscriptionReportHref } from "~lib/reports/subscriptions/report-query.ts";

interface MrrChartProps {
  query: SubscriptionReportQuery;
  /** At least one; the chart is of the one that was asked for, else of the first. */
  currencies: readonly CurrencyMonths[];
  thisMonth: string;
}

/** Monthly recurring revenue at each month's end, of one currency. */
export function MrrChart({ query, currencies, thisMonth }: MrrChartProps) {
  const { currency, months } = currencies.find((each) => each.currency === query.currency) ?? currencies[0]!;
  const code = currency.toUpperCase();
  return (
    <TimeSeriesChart
      title={`At each month's end, ${code}`}
      unit={code}
      kind="bar"
      fractions
      description="Monthly recurring revenue as each month closed, the present one as it is now: the table's closing, by the same definition. A click opens the subscriptions behind it with their amounts as they were then."
      action={
        currencies.length > 1 ? (
          <nav aria-label="Currency of the chart" className="flex flex-wrap gap-2 text-xs">
            {currencies.map((each) => (
              <Link
                key={each.currency}
                to={subscriptionReportHref({ ...query, currency: each.currency })}
                preventScrollReset
                discover="none"
                aria-current={each.currency === currency ? "true" : undefined}
                className="link aria-[current]:font-semibold aria-[current]:text-ink"
              >
                {each.currency.toUpperCase()}
              </Link>
            ))}
          </nav>
        ) : undefined
      }
      series={[{ key: "mrr", label: "MRR" }]}
      points={months.map(({ month, closing }) => ({
        day: daysOfMonth(month).from,
        lastDay: daysOfMonth(month).to,
        values: { mrr: closing.mrr },
        href:
          month === thisMonth
            ? reportLinks.mrrNow(currency, closing.subscriptions)
            : amountsThenHref({ month: addMonths(month, 1), part: "opening", currency }),
        partial: month === thisMonth,
      }))}
      formatValue={(minor) => formatMoney(minor, currency)}
      formatTick={(minor) => compactCount(minor / 10 ** currencyDigits(currency))}
      empty="No monthly recurring revenue in these months."
      height={170}
    />
  );
}
