import { Link } from "@remix-run/react";
import { isWholeMonth, rangeLabel } from "./day-label";
import { type ChartPoint, type ChartSeries, hrefOf } from "./series";

export interface ChartTableProps {
  title: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  formatValue: (value: number) => string;
  /** Heads the column of the previous period; undefined where there is none. */
  previousLabel?: string;
}

/** A chart's numbers, newest first, each a link to the list behind it. */
export function ChartTable({ title, series, points, formatValue, previousLabel }: ChartTableProps) {
  const cell = "px-2 py-1 text-right whitespace-nowrap";
  return (
    <table className="w-full border-collapse tabular-nums">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-muted">
          <th scope="col" className="px-2 py-1 text-left font-medium">
            {headOf(points)}
          </th>
          {series.map(({ key, label }) => (
            <th key={key} scope="col" className="px-2 py-1 text-right font-medium">
              {label}
            </th>
          ))}
          {previousLabel ? (
            <th scope="col" className="px-2 py-1 text-right font-medium">
              {previousLabel}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.day} className="border-b border-line last:border-b-0">
            <th scope="row" className="px-2 py-1 text-left font-normal whitespace-nowrap">
              {rangeLabel(point.day, point.lastDay)}
              {point.partial ? <span className="text-muted"> (not over yet)</span> : null}
            </th>
            {series.map(({ key }) => (
              <td key={key} className={cell}>
                <Value value={point.values[key] ?? null} href={hrefOf(point, key)} formatValue={formatValue} />
              </td>
            ))}
            {previousLabel ? (
              <td className={cell}>
                <Value value={point.previous?.value ?? null} href={point.previous?.href} formatValue={formatValue} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the lines are of. */
function headOf(points: readonly ChartPoint[]): string {
  if (points.every(({ day, lastDay = day }) => isWholeMonth(day, lastDay))) return "Month";
  return points.some(({ lastDay }) => lastDay) ? "Days" : "Day";
}

function Value({ value, href, formatValue }: { value: number | null; href?: string; formatValue: (value: number) => string }) {
  if (value === null) return <span className="text-muted">—</span>;
  if (!href) return formatValue(value);
  return (
    <Link to={href} discover="none" className="link">
      {formatValue(value)}
    </Link>
  );
}
