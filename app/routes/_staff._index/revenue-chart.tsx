import { Link } from "@remix-run/react";
import { compactCount, TimeSeriesChart } from "~/components/chart/time-series-chart";
import { cn } from "~/components/ui/cn";
import { currencyDigits, formatMoney } from "~lib/format.ts";
import { overviewLinks } from "~lib/metrics/overview-links.ts";
import { type OverviewQuery, overviewHref } from "~lib/metrics/overview-range.ts";
import type { RevenueTrend } from "~lib/metrics/revenue.server.ts";
import { Comparison } from "./headline";
import { emptyPoints, type OverviewView, trendPoints } from "./view";

interface RevenueChartProps {
  view: OverviewView;
  query: OverviewQuery;
  currencies: readonly RevenueTrend[];
}

const description =
  "Succeeded payments less their succeeded refunds, by the time of the payment (a refund made later lowers the day of its payment). Amounts include tax. Each currency stands for itself; they are never added.";

/** Every currency in numbers, and one of them drawn: their scales have nothing to do with one another. */
export function RevenueChart({ view, query, currencies }: RevenueChartProps) {
  const drawn = currencies.find(({ currency }) => currency === query.currency) ?? currencies[0];
  if (!drawn) {
    return (
      <TimeSeriesChart
        title="Net revenue"
        kind="bar"
        description={description}
        empty="No payment succeeded in this time."
        series={[]}
        points={emptyPoints(view)}
        className="lg:col-span-2"
      />
    );
  }
  const { currency } = drawn;
  const inWhole = (minor: number) => minor / 10 ** currencyDigits(currency);
  return (
    <TimeSeriesChart
      title={`Net revenue, ${currency}`}
      unit={currency}
      kind="bar"
      fractions
      className="lg:col-span-2"
      description={description}
      series={[{ key: "value", label: "Net revenue" }]}
      points={trendPoints(view, drawn, (range) => overviewLinks.revenue(range, currency))}
      previousLabel={view.previousName}
      formatValue={(minor) => formatMoney(minor, currency)}
      formatTick={(minor) => compactCount(inWhole(minor))}
      headline={<Currencies view={view} query={query} currencies={currencies} drawn={currency} />}
      height={170}
    />
  );
}

function Currencies({ view, query, currencies, drawn }: RevenueChartProps & { drawn: string }) {
  return (
    <ul className="flex flex-wrap gap-x-8 gap-y-2">
      {currencies.map((trend) => {
        const { currency } = trend;
        const number = (value: number, range: { from: string; to: string }) => ({
          value,
          text: formatMoney(value, currency),
          href: overviewLinks.revenue(range, currency),
        });
        const now = number(trend.current, view.current.range);
        return (
          <li key={currency} className="flex flex-col">
            <Link
              to={overviewHref({ ...query, currency })}
              preventScrollReset
              aria-current={currency === drawn ? "true" : undefined}
              className={cn(
                "w-fit border-b-2 text-xs",
                currency === drawn ? "border-accent-text font-medium" : "border-transparent text-muted hover:border-line",
              )}
            >
              <span className="sr-only">Draw </span>
              {currency}
            </Link>
            <Link
              to={now.href}
              discover="none"
              className="w-fit text-lg font-semibold whitespace-nowrap hover:text-accent-text hover:underline"
            >
              {now.text}
            </Link>
            <Comparison now={now} before={number(trend.previous, view.previous.range)} />
          </li>
        );
      })}
    </ul>
  );
}
