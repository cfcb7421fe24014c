import type { ListQuery, ListSpec } from "../list/list-spec.ts";

// biome-ignore lint/suspicious/noExplicitAny: a link is made for any list; its filters and sorts are checked where the spec is declared.
type AnySpec = ListSpec<any, any, any>;
type AnyQuery = Pick<ListQuery, "q" | "filters" | "sort">;

/** Rows named by their ids: those that were picked, or those of the page that is looked at. */
export interface NamedRows {
  scope: "selected" | "page";
  ids: readonly string[];
}

/** The page on which an export's columns and format are chosen and its figures shown: of everything that a query matches, or of named rows. */
export function newExportHref(spec: AnySpec, query: AnyQuery, rows?: NamedRows): string {
  const list: [string, string][] = [
    ["list", spec.path.slice(1)],
    ["scope", rows?.scope ?? "all"],
  ];
  return `/exports/new?${new URLSearchParams([...list, ...paramsOf(spec, query, rows)])}`;
}

/** The CSV of named rows with every column, at once. */
export function namedRowsHref(spec: AnySpec, query: AnyQuery, rows: NamedRows): string {
  return `${spec.path}.csv?${new URLSearchParams([["scope", rows.scope], ...paramsOf(spec, query, rows)])}`;
}

function paramsOf(spec: AnySpec, { q, filters, sort }: AnyQuery, rows: NamedRows | undefined): URLSearchParams {
  return spec.params({ ...spec.defaults, sort, ...(rows ? { filters: { id: rows.ids } } : { q, filters }) });
}
