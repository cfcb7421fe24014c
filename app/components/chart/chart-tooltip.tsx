import { rangeLabel } from "./day-label";
import { type ChartPoint, type ChartSeries, colorOf, hrefOf } from "./series";

export interface ChartTooltipProps {
  point: ChartPoint | undefined;
  series: readonly ChartSeries[];
  previousLabel: string | undefined;
  formatValue: (value: number) => string;
}

/** The exact values of one point. */
export function ChartTooltip({ point, series, previousLabel, formatValue }: ChartTooltipProps) {
  if (!point) return null;
  const text = (value: number | null | undefined) => (value === null || value === undefined ? "—" : formatValue(value));
  const { previous } = point;
  return (
    <div className="max-w-64 rounded-md bg-raised px-2.5 py-2 text-xs tabular-nums shadow-pop">
      <p className="mb-1 font-medium">
        {rangeLabel(point.day, point.lastDay)}
        {point.partial ? <span className="font-normal text-muted"> · not over yet</span> : null}
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5">
        {series.map(({ key, label }, index) => (
          <div key={key} className="contents">
            <dt className="flex items-center gap-1.5 text-muted">
              <span className="size-2 shrink-0 rounded-[2px]" style={{ background: colorOf(series, index) }} />
              {label}
            </dt>
            <dd className="text-right font-medium">{text(point.values[key])}</dd>
          </div>
        ))}
        {previousLabel && previous ? (
          <div className="contents text-muted">
            <dt>{rangeLabel(previous.day, previous.lastDay)}</dt>
            <dd className="text-right">{text(previous.value)}</dd>
          </div>
        ) : null}
      </dl>
      {hrefOf(point) || point.hrefs ? <p className="mt-1.5 text-muted">Click to open the list</p> : null}
    </div>
  );
}
