import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { formatCount } from "~lib/format.ts";
import { ChartFrame, type ChartFrameProps } from "./chart-frame";
import { ChartLegend } from "./chart-legend";
import { ChartTable } from "./chart-table";
import type { ChartKind, ChartPoint, ChartSeries } from "./series";

// Recharts is large: it is fetched only where a chart is, and only in a browser.
const Drawing = lazy(() => import("./time-series-drawing"));

export interface TimeSeriesChartProps
  extends Pick<ChartFrameProps, "title" | "unit" | "description" | "headline" | "action" | "className"> {
  series: readonly ChartSeries[];
  /** Oldest first, without gaps. */
  points: readonly ChartPoint[];
  kind: ChartKind;
  /** What the faint line of the previous period is called; it is drawn for a single series. */
  previousLabel?: string;
  /** The exact value as text; counts unless told otherwise. */
  formatValue?: (value: number) => string;
  /** A value at the axis, where less room is. */
  formatTick?: (value: number) => string;
  /** The axis may stand between whole numbers. */
  fractions?: boolean;
  /** Said in place of the chart when every value is zero or missing. */
  empty?: string;
  /** In pixels. */
  height?: number;
}

/**
 * A chart over days. Hovering shows the exact values, a click opens the list behind a point, and the same numbers stand in a table. The
 * server sends a frame of the same height; readers without scripts have the table.
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { series, points, kind, previousLabel, formatValue = formatCount, height = 180, empty, ...frame } = props;
  const nothing = empty !== undefined && points.every((point) => !point.previous?.value && series.every(({ key }) => !point.values[key]));
  return (
    <ChartFrame
      title={frame.title}
      unit={frame.unit}
      description={frame.description}
      headline={frame.headline}
      action={frame.action}
      className={frame.className}
      empty={nothing ? empty : undefined}
      legend={
        nothing ? undefined : (
          <ChartLegend series={series} kind={kind} previousLabel={previousLabel} unfinished={points.some((point) => point.partial)} />
        )
      }
      table={<ChartTable title={frame.title} series={series} points={points} formatValue={formatValue} previousLabel={previousLabel} />}
    >
      <InBrowser height={height}>
        <Drawing
          series={series}
          points={points}
          kind={kind}
          previousLabel={previousLabel}
          formatValue={formatValue}
          formatTick={frame.formatTick ?? compactCount}
          fractions={frame.fractions ?? false}
          label={frame.title}
        />
      </InBrowser>
    </ChartFrame>
  );
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

/** 12,345 as "12.35K": with less an axis would name its lines wrongly. */
export function compactCount(value: number): string {
  return compact.format(value);
}

function InBrowser({ height, children }: { height: number; children: ReactNode }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <div style={{ height }} className="min-w-0">
      {ready ? <Suspense fallback={null}>{children}</Suspense> : null}
    </div>
  );
}
