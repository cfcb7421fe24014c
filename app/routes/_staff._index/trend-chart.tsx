import { TimeSeriesChart, type TimeSeriesChartProps } from "~/components/chart/time-series-chart";
import { formatCount } from "~lib/format.ts";
import type { Trend } from "~lib/metrics/trend.ts";
import { Headline } from "./headline";
import { type OverviewView, trendPoints } from "./view";

interface TrendChartProps extends Pick<TimeSeriesChartProps, "title" | "unit" | "description" | "kind" | "empty"> {
  view: OverviewView;
  trend: Trend;
  /** The list behind a number of these days. */
  hrefOf: (range: { from: string; to: string }, value: number) => string;
}

/** A card of one number: what it is now, how it has changed, and its course. */
export function TrendChart({ view, trend, hrefOf, ...chart }: TrendChartProps) {
  const number = (value: number, range: { from: string; to: string }) => ({ value, text: formatCount(value), href: hrefOf(range, value) });
  return (
    <TimeSeriesChart
      {...chart}
      series={[{ key: "value", label: chart.title }]}
      points={trendPoints(view, trend, hrefOf)}
      previousLabel={view.previousName}
      headline={<Headline now={number(trend.current, view.current.range)} before={number(trend.previous, view.previous.range)} />}
      height={150}
    />
  );
}
