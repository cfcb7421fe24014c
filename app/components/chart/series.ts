/**
 * The colours that series take, in this order; colour-blind readers can tell them apart. Each stands in styles.css for light and dark.
 * Written out, because Tailwind leaves out the variables whose names it does not read.
 */
const colors = {
  "chart-1": "var(--color-chart-1)",
  "chart-2": "var(--color-chart-2)",
  "chart-3": "var(--color-chart-3)",
  "chart-4": "var(--color-chart-4)",
  "chart-5": "var(--color-chart-5)",
  "chart-6": "var(--color-chart-6)",
} as const;
export type ChartColor = keyof typeof colors;
const colorOrder = Object.keys(colors) as ChartColor[];

/** One line, bar or layer of a chart. */
export interface ChartSeries {
  /** Where a point's `values` hold it. */
  key: string;
  label: string;
  /** Without one, the series take the colours in their order. */
  color?: ChartColor;
}

/** What a chart shows at one day, or at the days from `day` to `lastDay`. */
export interface ChartPoint {
  /** A day of the reporting zone, `2026-03-01`. */
  day: string;
  /** The last of the days that the point stands for, where it is more than one. */
  lastDay?: string;
  /** By series; null where there is no value, which is not zero. */
  values: Readonly<Record<string, number | null>>;
  /** The same of the previous period, for a chart of one series. */
  previous?: { day: string; lastDay?: string; value: number | null; href?: string };
  /** The list behind the point. */
  href?: string;
  /** The lists behind the values, by series, where they differ; undefined for a value without one. */
  hrefs?: Readonly<Record<string, string | undefined>>;
  /** The day has not ended yet. */
  partial?: boolean;
}

export type ChartKind = "line" | "bar" | "stacked-bar";

/** The CSS colour of a series. */
export function colorOf(series: readonly ChartSeries[], index: number): string {
  return colors[series[index]?.color ?? colorOrder[index % colorOrder.length]!];
}

/** Lines differ in their dashes too, not in colour alone. */
export function dashesOf(index: number): string | undefined {
  return index === 0 ? undefined : index === 1 ? "5 3" : "2 3";
}

/** The list behind one value of a point. */
export function hrefOf(point: ChartPoint | undefined, key?: string): string | undefined {
  return key !== undefined && point?.hrefs ? point.hrefs[key] : point?.href;
}
