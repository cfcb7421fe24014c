import { useId } from "react";
import { Hatch } from "./hatch";
import { type ChartKind, type ChartSeries, colorOf, dashesOf } from "./series";

export interface ChartLegendProps {
  series: readonly ChartSeries[];
  kind: ChartKind;
  /** What the faint line is; undefined where there is none. */
  previousLabel?: string;
  /** The last point is hatched. */
  unfinished?: boolean;
}

/** What the marks of a chart mean. A single series needs no name: the title is its name. */
export function ChartLegend({ series, kind, previousLabel, unfinished }: ChartLegendProps) {
  const named = series.length > 1 ? series : [];
  if (named.length === 0 && !previousLabel && !unfinished) return null;
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-muted">
      {named.map(({ key, label }, index) => (
        <Item key={key} label={label}>
          {kind === "line" ? (
            <line x1="0" x2="14" y1="5" y2="5" stroke={colorOf(series, index)} strokeWidth="2" strokeDasharray={dashesOf(index)} />
          ) : (
            <rect x="2" width="10" height="10" rx="1.5" fill={colorOf(series, index)} />
          )}
        </Item>
      ))}
      {previousLabel ? (
        <Item label={previousLabel}>
          <line x1="0" x2="14" y1="5" y2="5" stroke="var(--color-faint)" strokeWidth="1.5" />
        </Item>
      ) : null}
      {unfinished ? <Unfinished /> : null}
    </ul>
  );
}

function Unfinished() {
  const id = useId().replaceAll(":", "");
  return (
    <Item label="not over yet">
      <defs>
        <Hatch id={id} color="var(--color-faint)" />
      </defs>
      <rect x="2" width="10" height="10" rx="1.5" fill={`url(#${id})`} stroke="var(--color-faint)" strokeWidth="0.5" />
    </Item>
  );
}

function Item({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <svg width="14" height="10" aria-hidden="true" className="shrink-0">
        {children}
      </svg>
      {label}
    </li>
  );
}
