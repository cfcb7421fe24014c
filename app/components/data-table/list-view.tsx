import { Link, useNavigation } from "@remix-run/react";
import { Inbox, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMayExport } from "~/http/use-may-export";
import { type Late, useStreamed } from "~/http/use-streamed";
import type { AnyFilter, ListQuery, ListSpec } from "~lib/list/list-spec.ts";
import type { Total } from "~lib/list/total.server.ts";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import type { ListColumn } from "./list-column";
import { Pager } from "./pager";
import { SelectionBar } from "./selection-bar";
import { DataTable, type Selection } from "./table";
import { Toolbar } from "./toolbar";
import { useTableKeys } from "./use-table-keys";

/** Names for the values of filters over open sets: by filter, in the order in which they are offered. */
export type FilterOptions = Readonly<Record<string, readonly { value: string; label: string }[]>>;

export interface ListViewProps<Row extends { id: string }> {
  // biome-ignore lint/suspicious/noExplicitAny: a view draws any list; its filters and sorts are checked where the spec is declared.
  spec: ListSpec<any, any, any>;
  query: ListQuery<Readonly<Record<string, AnyFilter>>, string>;
  page: { rows: Row[]; next: { key: string; id: string } | undefined; previous: { key: string; id: string } | undefined };
  /** How many rows match; it may stream in behind the rows. */
  total: Late<Total>;
  columns: readonly ListColumn<Row>[];
  /** Where a row leads; undefined for a row without a page of its own. */
  rowHref: (row: Row) => string | undefined;
  /** What a row is called by a screen reader where its first cell does not say it. */
  rowLabel?: (row: Row) => string;
  options?: FilterOptions;
  canExport?: boolean;
  /** What the totals of the filter come to, above the table. */
  summary?: ReactNode;
  /** The empty list that no filter narrows. */
  nothingYet: string;
  /** What can be done with the selected rows beside taking them away: links or forms in the bar of the selection. */
  selectionActions?: (ids: readonly string[]) => ReactNode;
}

/**
 * A whole list: toolbar, table, pager, in the state that the URL says. It knows no area: rows, columns and the spec come from the route.
 * Without scripts it searches, filters, sorts and turns pages by links and forms; with them it adds keys, selection and no page loads.
 */
export function ListView<Row extends { id: string }>(props: ListViewProps<Row>) {
  const { spec, query, page, columns, options = {}, summary } = props;
  const canExport = useMayExport() && (props.canExport ?? false);
  const total = useStreamed(props.total);
  const [selection, setSelection] = useState<Selection>({});
  const busy = useNavigation().state === "loading";
  useTableKeys();

  const allowed = new Set(columns.map((column) => column.id));
  const shown = (id: string) => (query.columns ? query.columns.includes(id) : Boolean(spec.columns[id]?.shown));
  const visible = columns.filter((column) => shown(column.id));
  const selected = Object.keys(selection);

  return (
    <div className={cn("flex min-w-0 flex-col gap-3", selected.length > 0 && "pb-14")}>
      <Toolbar
        spec={spec}
        query={query}
        page={page}
        options={options}
        total={total}
        canExport={canExport}
        columnIds={allowed}
        shown={shown}
      />
      {summary}
      <div
        className={cn("min-w-0 rounded-lg border border-line bg-surface", busy && "opacity-70 transition-opacity delay-150")}
        aria-busy={busy}
      >
        {page.rows.length > 0 ? (
          <DataTable {...props} columns={visible.length > 0 ? visible : columns} selection={selection} onSelection={setSelection} />
        ) : (
          <EmptyList {...props} />
        )}
      </div>
      <Pager spec={spec} query={query} page={page} total={total} />
      {selected.length > 0 ? (
        <SelectionBar
          spec={spec}
          query={query}
          ids={selected}
          canExport={canExport}
          actions={props.selectionActions?.(selected)}
          onClear={() => setSelection({})}
        />
      ) : null}
    </div>
  );
}

function EmptyList<Row extends { id: string }>({ spec, query, nothingYet }: ListViewProps<Row>) {
  if (query.cursor) {
    return (
      <EmptyState
        icon={Inbox}
        title="Nothing is left on this page"
        action={
          <Button asChild>
            <Link to={spec.href(query, { cursor: undefined })}>Go to the first page</Link>
          </Button>
        }
      >
        Its rows have changed or gone since you came.
      </EmptyState>
    );
  }
  if (spec.isUnfiltered(query))
    return (
      <EmptyState icon={Inbox} title={`No ${spec.noun[1]} yet`}>
        {nothingYet}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={SearchX}
      title={`No ${spec.noun[1]} match`}
      action={
        <Button asChild>
          <Link to={spec.clearedHref(query)}>Clear search and filters</Link>
        </Button>
      }
    >
      {query.q ? "Try other words, or take a filter away." : "Take a filter away to see more."}
    </EmptyState>
  );
}
