import { Link } from "@remix-run/react";
import {
  columnVisibilityFeature,
  createColumnHelper,
  functionalUpdate,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { rowLinkClass } from "../ui/row-link";
import type { ListColumn } from "./list-column";
import type { ListViewProps } from "./list-view";

/** The ids of the selected rows; they stay selected while pages are turned. */
export type Selection = RowSelectionState;

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });

interface DataTableProps<Row extends { id: string }> extends ListViewProps<Row> {
  selection: Selection;
  onSelection: (selection: Selection) => void;
}

/** The rows of one page. Sort headers and row links come from the spec, so that the URL is the only state. */
export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>) {
  const { spec, query, page, columns, rowHref, rowLabel, selection, onSelection } = props;
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return helper.columns(
      columns.map((column) =>
        helper.display({
          id: column.id,
          header: spec.columns[column.id]?.label ?? column.id,
          cell: ({ row }) => column.cell(row.original),
        }),
      ),
    );
  }, [columns, spec]);
  const table = useTable({
    features,
    columns: definitions,
    data: page.rows,
    getRowId: (row) => row.id,
    state: { rowSelection: selection },
    onRowSelectionChange: (update) => onSelection(functionalUpdate(update, selection)),
  });
  const frame = useRef<HTMLElement>(null);
  const wide = useIsWide(frame, columns.length);
  const here = page.rows.filter((row) => selection[row.id]).length;

  return (
    <section
      ref={frame}
      aria-label={`Table of ${spec.noun[1]}`}
      tabIndex={wide ? 0 : undefined}
      data-wide={wide || undefined}
      // Clipped at its round corners: a header that stays in the window needs a box that does not scroll, which clip is not.
      className="group/table overflow-clip rounded-[calc(var(--radius-lg)-1px)] data-wide:overflow-x-auto no-scripts:overflow-x-auto"
    >
      <table className="w-full border-separate border-spacing-0 text-left">
        <caption className="sr-only">
          {spec.noun[1]}, page of {page.rows.length}
        </caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              <th scope="col" className={cn(headClass, boxClass)}>
                <Checkbox
                  aria-label="Select all on this page"
                  checked={here === page.rows.length}
                  indeterminate={here > 0 && here < page.rows.length}
                  onChange={() => table.toggleAllRowsSelected(here < page.rows.length)}
                />
              </th>
              {group.headers.map((header) => (
                <HeaderCell
                  key={header.id}
                  spec={spec}
                  query={query}
                  column={byId.get(header.column.id)!}
                  label={String(header.column.columnDef.header)}
                />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => {
            const href = rowHref(row.original);
            return (
              <tr
                key={row.id}
                data-row={row.id}
                aria-selected={Boolean(selection[row.id])}
                className="group/row relative hover:bg-sunken focus-within:bg-sunken aria-selected:bg-accent-soft"
              >
                <td className={cn(cellClass, "relative z-10", boxClass)}>
                  <Checkbox
                    aria-label={`Select ${rowLabel?.(row.original) ?? row.id}`}
                    checked={Boolean(selection[row.id])}
                    onChange={() => row.toggleSelected()}
                  />
                </td>
                {row.getAllCells().map((cell, index) => {
                  const column = byId.get(cell.column.id)!;
                  const content = <table.FlexRender cell={cell} />;
                  return (
                    <td
                      key={cell.id}
                      className={cn(cellClass, alignClass(column), !column.phone && index > 0 && "max-sm:hidden", column.className)}
                    >
                      {index === 0 && href ? (
                        // The whole row is one link, also for "open in a new tab".
                        <Link to={href} discover="none" data-row-link className={cn("font-medium text-ink", rowLinkClass)}>
                          {content}
                        </Link>
                      ) : (
                        content
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/**
 * True when the table is wider than its frame and so has to scroll. What scrolls cannot have a header that stays at the top of the window,
 * so a table that fits does not.
 */
function useIsWide(frame: RefObject<HTMLElement | null>, columns: number): boolean {
  const [wide, setWide] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another number of columns the table has another width
  useEffect(() => {
    const element = frame.current;
    const table = element?.firstElementChild;
    if (!element || !table) return;
    const measure = () => setWide(table.getBoundingClientRect().width > element.getBoundingClientRect().width + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(table);
    return () => observer.disconnect();
  }, [frame, columns]);
  return wide;
}

const headClass =
  "sticky top-12 group-data-wide/table:static no-scripts:static z-20 h-8 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-muted max-[90rem]:px-2 first:pl-3 max-sm:nth-2:pl-3";
const cellClass =
  "h-(--row-height,2.25rem) max-w-80 truncate border-b border-line px-3 whitespace-nowrap max-[90rem]:px-2 first:pl-3 max-sm:nth-2:pl-3 group-last/row:border-b-0";
// A box does nothing before scripts run, and a phone has no room for it.
const boxClass = "w-9 pr-0 max-[90rem]:pr-0 max-sm:hidden no-scripts:hidden";
const alignClass = (column: ListColumn<never>) => (column.align === "right" ? "text-right" : undefined);

function HeaderCell({
  spec,
  query,
  column,
  label,
}: Pick<ListViewProps<{ id: string }>, "spec" | "query"> & { column: ListColumn<never>; label: string }) {
  const active = column.sort !== undefined && query.sort.key === column.sort;
  const direction = active && query.sort.direction === "desc" ? "asc" : "desc";
  const Arrow = !active ? ChevronsUpDown : query.sort.direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={active ? (query.sort.direction === "desc" ? "descending" : "ascending") : undefined}
      className={cn(headClass, alignClass(column), !column.phone && "max-sm:not-[:nth-child(2)]:hidden")}
    >
      {column.sort ? (
        <Link
          to={spec.href(query, { sort: { key: column.sort, direction } })}
          discover="none"
          className={cn("group/sort relative rounded-sm hover:text-ink pointer-coarse:py-2", active && "text-ink")}
        >
          {label}
          {/* Beside the label, not in it: a heading stands over its column whether or not it has an arrow. */}
          <Arrow
            aria-hidden="true"
            className={cn(
              "absolute top-1/2 size-3 -translate-y-1/2",
              column.align === "right" ? "right-full mr-0.5" : "left-full ml-0.5",
              !active && "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
            )}
          />
        </Link>
      ) : (
        label
      )}
    </th>
  );
}
