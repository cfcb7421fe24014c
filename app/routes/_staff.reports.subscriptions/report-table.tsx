import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Nothing } from "~/components/time";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";

interface ReportTableProps {
  /** What the table holds, for who cannot see it. */
  caption: string;
  /** The first heads the rows; the others stand on the right, as numbers do, unless they are named in `texts`. */
  columns: readonly string[];
  texts?: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** A table of a report: its first column names the row. */
export function ReportTable({ caption, columns, texts = [], rows }: ReportTableProps) {
  const side = (index: number) => (index === 0 || texts.includes(columns[index] ?? "") ? "text-left" : "text-right");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys too
    <section aria-label={caption} tabIndex={0} className="min-w-0 overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-xs text-muted">
          <tr>
            {columns.map((label, index) => (
              <th key={label} scope="col" className={cn("border-b border-line px-3 py-1.5 font-medium whitespace-nowrap", side(index))}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} data-row={key} className="border-b border-line last:border-b-0 hover:bg-sunken">
              {cells.map((cell, index) => {
                const className = cn("px-3 py-1.5 whitespace-nowrap", side(index));
                const id = columns[index]!;
                return index === 0 ? (
                  <th key={id} scope="row" className={cn(className, "font-medium")}>
                    {cell}
                  </th>
                ) : (
                  <td key={id} className={className}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A count that leads to the rows that it counts; a dash for none. */
export function CountLink({ count, to, className }: { count: number; to: string; className?: string }) {
  if (count === 0) return <Nothing label="0" />;
  return (
    <Link to={to} discover="none" className={cn("link", className)}>
      {formatCount(count)}
    </Link>
  );
}

/** A part of a whole in percent, to one decimal: "12.5%"; a dash of nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "—" : `${((part / whole) * 100).toFixed(1)}%`;
}
