import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Nothing } from "~/components/time";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import { monthLabel } from "~lib/reports/subscriptions/month.ts";

interface ReportTableProps {
  /** What the table holds, for who cannot see it. */
  caption: string;
  /** The first heads the rows; the others stand on the right, as numbers do, unless they are named in `texts`. */
  columns: readonly string[];
  texts?: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** The first column is of sentences, which wrap and leave no room for it to stay in sight. */
  sentences?: boolean;
}

const cellClass = "border-b border-line px-3 py-1.5 max-sm:px-1.5";
const firstClass = "sticky left-0 z-[1] bg-surface group-hover/row:bg-sunken";

/** A table of a report: its first column names the row, and stays in sight where the others are scrolled sideways. */
export function ReportTable({ caption, columns, texts = [], rows, sentences = false }: ReportTableProps) {
  const side = (index: number) => (index === 0 || texts.includes(columns[index] ?? "") ? "text-left" : "text-right");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys too
    <section aria-label={caption} tabIndex={0} className="min-w-0 overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-xs text-muted">
          <tr>
            {columns.map((label, index) => (
              <th
                key={label}
                scope="col"
                className={cn(cellClass, "font-medium whitespace-nowrap", index === 0 && !sentences && firstClass, side(index))}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} data-row={key} className="group/row hover:bg-sunken last:[&>*]:border-b-0">
              {cells.map((cell, index) => {
                const className = cn(cellClass, side(index), index === 0 && sentences ? "" : "whitespace-nowrap");
                const id = columns[index]!;
                return index === 0 ? (
                  <th key={id} scope="row" className={cn(className, sentences ? "font-normal" : cn(firstClass, "font-medium"))}>
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

/** The month that a row is of. */
export function MonthName({ month, thisMonth }: { month: string; thisMonth: string }) {
  return (
    <>
      {monthLabel(month)}
      {month === thisMonth ? <span className="font-normal text-muted"> (so far)</span> : null}
    </>
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
