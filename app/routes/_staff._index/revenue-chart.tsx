import { Link } from "@remix-run/react";
import { compactCount, TimeSeriesChart } from "~/components/chart/time-series-chart";
import { NumberDefinition, NumberExplained } from "~/components/number-explained";
import { cn } from "~/components/ui/cn";
import { currencyDigits, formatMoney } from "~lib/format.ts";
import { overviewLinks } from "~lib/metrics/overview-links.ts";
import { type OverviewQuery, overviewHref } from "~lib/metrics/overview-range.ts";
import type { RevenueTrend } from "~lib/metrics/revenue.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { Comparison } from "./headline";
import { emptyPoints, type OverviewView, scopesOf, trendPoints } from "./view";

interface RevenueChartProps {
  view: OverviewView;
  query: OverviewQuery;
  currencies: readonly RevenueTrend[];
}

/** The payments that a currency's revenue is of, those that do not count among them. */
const paymentsOf = (range: { from: string; to: string }, currency?: string) =>
  paymentList.link({ createdAt: range, ...(currency && { currency: [currency] }) });

/** Every currency in numbers, and one of them drawn: their scales have nothing to do with one another. */
export function RevenueChart({ view, query, currencies }: RevenueChartProps) {
  const drawn = currencies.find(({ currency }) => currency === query.currency) ?? currencies.toSorted((a, b) => b.payments - a.payments)[0];
  if (!drawn) {
    return (
      <TimeSeriesChart
        title="Net revenue"
        kind="bar"
        description={<NumberDefinition id="net-revenue" scopes={scopesOf(view, paymentsOf)} />}
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
      description={<NumberDefinition id="net-revenue" scopes={scopesOf(view, (range) => paymentsOf(range, currency))} />}
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
    <ul className="flex flex-wrap gap-x-8 gap-y-2 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4">
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
            <span className="flex items-center gap-1.5">
              <Link
                to={now.href}
                discover="none"
                className="w-fit text-lg font-semibold whitespace-nowrap hover:text-accent-text hover:underline"
              >
                {now.text}
              </Link>
              <NumberExplained
                id="net-revenue"
                of={`${currency} net revenue`}
                scopes={scopesOf(view, (range) => paymentsOf(range, currency))}
              />
            </span>
            <Comparison now={now} before={number(trend.previous, view.previous.range)} />
          </li>
        );
      })}
    </ul>
  );
}
