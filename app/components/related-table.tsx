import { Link } from "@remix-run/react";
import type { ListSpec } from "~lib/list/list-spec.ts";
import type { ListColumn } from "./data-table/list-column";
import { cn } from "./ui/cn";
import { rowLinkClass } from "./ui/row-link";

interface RelatedTableProps<Row extends { id: string }> {
  /** The list that the rows are of; it gives their noun and the columns' labels. */
  spec: Pick<ListSpec, "noun" | "columns">;
  /** The list's own columns. */
  columns: readonly ListColumn<Row>[];
  /** Those of them that are shown, in this order. */
  show: readonly string[];
  rows: readonly Row[];
  /** Where a row leads; left out where its rows have no page of their own. */
  rowHref?: (row: Row) => string;
}

/** A few rows of another list on a detail page, drawn by that list's own columns, without its tools. */
export function RelatedTable<Row extends { id: string }>({ spec, columns, show, rows, rowHref }: RelatedTableProps<Row>) {
  const shown = show.flatMap((id) => columns.filter((column) => column.id === id));
  if (rows.length === 0) return <p className="text-muted">No {spec.noun[1]}.</p>;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">The newest {spec.noun[1]}</caption>
        <thead>
          <tr className="text-xs text-muted">
            {shown.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cn("border-b border-line px-3 py-1.5 font-medium whitespace-nowrap", alignment(column))}
              >
                {spec.columns[column.id]?.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="group/row relative hover:bg-sunken focus-within:bg-sunken">
              {shown.map((column, index) => (
                <td
                  key={column.id}
                  className={cn(
                    "max-w-80 truncate border-b border-line px-3 py-1.5 whitespace-nowrap group-last/row:border-b-0",
                    alignment(column),
                    column.className,
                  )}
                >
                  {index === 0 && rowHref ? (
                    <Link to={rowHref(row)} discover="none" className={rowLinkClass}>
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const alignment = (column: ListColumn<never>) => cn(column.align === "right" && "text-right", !column.phone && "max-sm:hidden");
