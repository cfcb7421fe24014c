import { TimeSeriesChart, type TimeSeriesChartProps } from "~/components/chart/time-series-chart";
import { NumberDefinition } from "~/components/number-explained";
import { formatCount } from "~lib/format.ts";
import type { Trend } from "~lib/metrics/trend.ts";
import { type NumberId, numberWords } from "~lib/numbers/number-words.ts";
import { Headline } from "./headline";
import { type OverviewView, scopesOf, trendPoints } from "./view";

interface TrendChartProps extends Pick<TimeSeriesChartProps, "unit" | "kind" | "empty"> {
  view: OverviewView;
  trend: Trend;
  /** What it is the course of; says its title and its definition. */
  number: NumberId;
  /** The list behind a number of these days. */
  hrefOf: (range: { from: string; to: string }, value: number) => string;
}

/** A card of one number: what it is now, how it has changed, and its course. */
export function TrendChart({ view, trend, number: id, hrefOf, ...chart }: TrendChartProps) {
  const number = (value: number, range: { from: string; to: string }) => ({ value, text: formatCount(value), href: hrefOf(range, value) });
  const { title } = numberWords[id];
  return (
    <TimeSeriesChart
      {...chart}
      title={title}
      description={<NumberDefinition id={id} scopes={scopesOf(view, (range) => hrefOf(range, 0))} />}
      series={[{ key: "value", label: title }]}
      points={trendPoints(view, trend, hrefOf)}
      previousLabel={view.previousName}
      headline={<Headline now={number(trend.current, view.current.range)} before={number(trend.previous, view.previous.range)} />}
      height={150}
    />
  );
}
