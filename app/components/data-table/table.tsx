import { Link, useNavigate } from "@remix-run/react";
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
import { type MouseEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
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
  // Written once for all rows. On a phone the first column has the place of the boxes.
  const cellClasses = columns.map((column, index) =>
    cn(alignClass(column), !column.phone && index > 0 && "max-sm:hidden", column.className),
  );
  const followRow = useFollowRow();
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
      <table className="data-table">
        <caption className="sr-only">
          {spec.noun[1]}, page of {page.rows.length}
        </caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              <th scope="col">
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
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: clicks of the links within arrive here, and enter on a link is a click */}
        <tbody onClick={followRow}>
          {table.getRowModel().rows.map((row) => {
            const href = rowHref(row.original);
            return (
              <tr key={row.id} data-row={row.id} aria-selected={Boolean(selection[row.id])}>
                <td>
                  <Checkbox
                    aria-label={`Select ${rowLabel?.(row.original) ?? row.id}`}
                    checked={Boolean(selection[row.id])}
                    onChange={() => row.toggleSelected()}
                  />
                </td>
                {columns.map((column, index) => (
                  <td key={column.id} className={cellClasses[index] || undefined}>
                    {index === 0 && href ? (
                      // The whole row is one link, also for "open in a new tab".
                      <a href={href} data-row-link className="row-link">
                        {column.cell(row.original)}
                      </a>
                    ) : (
                      column.cell(row.original)
                    )}
                  </td>
                ))}
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

/**
 * Follows the links of rows without loading a page anew, as the router's own `Link` does, which costs a tenth of a list's rendering where there
 * is one in each row. Another button or a held key is left to the browser.
 */
function useFollowRow() {
  const navigate = useNavigate();
  return (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = event.target instanceof Element && event.target.closest("a[data-row-link]")?.getAttribute("href");
    if (!href) return;
    event.preventDefault();
    navigate(href);
  };
}

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
      className={cn(alignClass(column), !column.phone && "max-sm:not-[:nth-child(2)]:hidden") || undefined}
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
