import { compactCount, TimeSeriesChart } from "~/components/chart/time-series-chart";
import { currencyDigits, formatMoney } from "~lib/format.ts";
import { amountsThenHref } from "~lib/reports/subscriptions/amount-then.ts";
import { addMonths, daysOfMonth } from "~lib/reports/subscriptions/month.ts";
import type { CurrencyMonths } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";

interface MrrChartProps {
  shown: CurrencyMonths;
  thisMonth: string;
}

/** One currency's monthly recurring revenue at each month's end. */
export function MrrChart({ shown: { currency, months }, thisMonth }: MrrChartProps) {
  const code = currency.toUpperCase();
  return (
    <TimeSeriesChart
      title={`At each month's end, ${code}`}
      unit={code}
      kind="bar"
      fractions
      description="Monthly recurring revenue as each month closed, the present one as it is now: the table's closing, by the same definition. A click opens the subscriptions behind it with their amounts as they were then."
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
