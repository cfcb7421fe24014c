import { type Cursor, formatCursor, parseCursor, type SortType } from "./cursor.ts";
import { cleanText, type Filter } from "./filters.ts";

export const PAGE_SIZES = [25, 50, 100, 200] as const;
const DEFAULT_SIZE = 50;

// biome-ignore lint/suspicious/noExplicitAny: a filter's value stands in both directions of its methods; only `any` accepts every one.
export type AnyFilter = Filter<any>;
type Filters = Readonly<Record<string, AnyFilter>>;
type ValueOf<F> = F extends Filter<infer Value> ? Value : never;

/** The filters that are set, each with its value. */
export type FilterValues<F extends Filters> = { readonly [K in keyof F]?: ValueOf<F[K]> };

export interface Sort<K extends string = string> {
  readonly key: K;
  readonly direction: "asc" | "desc";
}

/** A list as a URL asks for it. */
export interface ListQuery<F extends Filters = Filters, S extends string = string> {
  readonly q: string;
  readonly filters: FilterValues<F>;
  readonly sort: Sort<S>;
  readonly size: number;
  readonly cursor: Cursor | undefined;
  /** The columns that are shown, in the list's own order; undefined: the list's choice. */
  readonly columns: readonly string[] | undefined;
  /** Count every matching row, however many. */
  readonly exact: boolean;
}

export interface Column {
  readonly label: string;
  /** Shown unless the URL chooses columns. */
  readonly shown: boolean;
}

export interface ListSpecOptions<F extends Filters, S extends string, C extends string> {
  /** Where the list lives, such as `/payments`; its export is at the same path with `.csv`. */
  path: string;
  /** One row and several: "payment", "payments". */
  noun: readonly [string, string];
  /** What the search field finds, as its placeholder; null where the list has no search. */
  search: string | null;
  /** The search compares whole ids alone. */
  searchesIds?: true;
  sort: Readonly<Record<S, SortType>>;
  /** `-createdAt` is descending. */
  defaultSort: NoInfer<S> | `-${NoInfer<S>}`;
  filters: F;
  /** By id: label, or label with `hidden` for a column that is not shown at first. */
  columns: Readonly<Record<C, string | { label: string; hidden: true }>>;
}

export interface ListSpec<F extends Filters = Filters, S extends string = string, C extends string = string> {
  readonly path: string;
  readonly noun: readonly [string, string];
  readonly search: string | null;
  readonly searchesIds: boolean;
  readonly sort: Readonly<Record<S, SortType>>;
  readonly filters: F;
  readonly columns: Readonly<Record<C, Column>>;
  readonly defaults: ListQuery<F, S>;
  /** A URL, or its search part, as a typed query. Never throws: what makes no sense gives the default. */
  parse(url: string | URL | URLSearchParams): ListQuery<F, S>;
  /** The query as parameters; what equals the default is left out. */
  params(query: ListQuery<F, S>): URLSearchParams;
  /** The link to `query` with `change` made. Any change but of columns and of the cursor itself drops the cursor. */
  href(query: ListQuery<F, S>, change?: Partial<ListQuery<F, S>>): string;
  /** The link to the list with these filters and nothing else. */
  link(filters: FilterValues<F>, change?: Partial<ListQuery<F, S>>): string;
  /** The link to the CSV export of everything that the query matches. */
  exportHref(query: ListQuery<F, S>): string;
  /** The link to the page that begins behind (`after`) or ends before (`before`) a row. */
  pageHref(query: ListQuery<F, S>, side: Cursor["side"], row: { key: string; id: string }): string;
  /** The query with one filter taken away or set. */
  withFilter<K extends keyof F & string>(query: ListQuery<F, S>, name: K, value: FilterValues<F>[K] | undefined): ListQuery<F, S>;
  /** True when nothing narrows the list, or the tab of it that is open. */
  isUnfiltered(query: ListQuery<F, S>): boolean;
  /** The link to the list without its search and filters; the tab stays. */
  clearedHref(query: ListQuery<F, S>): string;
}

/**
 * Declares a list: which URL parameters it has and what they mean. One declaration serves the loader (URL to query), every link (query
 * to URL), the toolbar and the export. Parameters: `q`, `sort`, `size`, `columns`, `after`/`before`, `total=exact`, and one or two for
 * each filter.
 */
export function listSpec<const F extends Filters, const S extends string, const C extends string>(
  options: ListSpecOptions<F, S, C>,
): ListSpec<F, S, C> {
  const filterNames = Object.keys(options.filters) as (keyof F & string)[];
  const columnEntries = Object.entries(options.columns) as [C, string | { label: string; hidden: true }][];
  const columns = Object.fromEntries(
    columnEntries.map(([id, column]) => [
      id,
      typeof column === "string" ? { label: column, shown: true } : { label: column.label, shown: false },
    ]),
  ) as Record<C, Column>;

  const parseSort = (text: string | null): Sort<S> | undefined => {
    const key = text?.replace(/^-/, "") ?? "";
    return Object.hasOwn(options.sort, key) ? { key: key as S, direction: text!.startsWith("-") ? "desc" : "asc" } : undefined;
  };
  const formatSort = ({ key, direction }: Sort<S>) => (direction === "desc" ? `-${key}` : key);

  const defaults: ListQuery<F, S> = {
    q: "",
    filters: {},
    sort: parseSort(options.defaultSort)!,
    size: DEFAULT_SIZE,
    cursor: undefined,
    columns: undefined,
    exact: false,
  };

  const spec: ListSpec<F, S, C> = {
    path: options.path,
    noun: options.noun,
    search: options.search,
    searchesIds: options.searchesIds ?? false,
    sort: options.sort,
    filters: options.filters,
    columns,
    defaults,

    parse(url) {
      const params = paramsOf(url);
      const sort = parseSort(params.get("sort")) ?? defaults.sort;
      const filters: Record<string, unknown> = {};
      for (const name of filterNames) {
        const value = options.filters[name]!.parse(params, name);
        if (value !== undefined) filters[name] = value;
      }
      const size = Number(params.get("size"));
      const chosen = new Set(params.getAll("columns").flatMap((part) => part.split(",")));
      const shown = columnEntries.map(([id]) => id as string).filter((id) => chosen.has(id));
      const cursorOf = (side: Cursor["side"]) => parseCursor(params.get(side), side, formatSort(sort), options.sort[sort.key]);
      return {
        q: options.search === null ? "" : cleanText(params.get("q") ?? ""),
        filters: filters as FilterValues<F>,
        sort,
        size: (PAGE_SIZES as readonly number[]).includes(size) ? size : DEFAULT_SIZE,
        cursor: cursorOf("after") ?? cursorOf("before"),
        columns: shown.length > 0 ? shown : undefined,
        exact: params.get("total") === "exact",
      };
    },

    params(query) {
      const params = new URLSearchParams();
      if (query.q) params.set("q", query.q);
      for (const name of filterNames) {
        const value = query.filters[name];
        if (value !== undefined) for (const [key, text] of options.filters[name]!.format(value, name)) params.append(key, text);
      }
      const sort = formatSort(query.sort);
      if (sort !== options.defaultSort) params.set("sort", sort);
      if (query.size !== DEFAULT_SIZE) params.set("size", String(query.size));
      if (query.columns) params.set("columns", query.columns.join(","));
      if (query.cursor) params.set(query.cursor.side, formatCursor(sort, query.cursor));
      if (query.exact) params.set("total", "exact");
      return params;
    },

    href(query, change = {}) {
      const keeps = Object.keys(change).every((name) => name === "columns" || name === "cursor" || name === "exact");
      return withParams(options.path, spec.params({ ...query, ...(keeps ? {} : { cursor: undefined, exact: false }), ...change }));
    },

    link: (filters, change = {}) => withParams(options.path, spec.params({ ...defaults, filters, ...change })),

    exportHref: (query) =>
      withParams(`${options.path}.csv`, spec.params({ ...query, cursor: undefined, size: DEFAULT_SIZE, exact: false })),

    pageHref: (query, side, { key, id }) => spec.href(query, { cursor: { side, key, id } }),

    withFilter(query, name, value) {
      const filters: FilterValues<F> = { ...query.filters, [name]: value };
      if (value === undefined) delete (filters as Record<string, unknown>)[name];
      return { ...query, filters, cursor: undefined, exact: false };
    },

    isUnfiltered: (query) => query.q === "" && Object.keys(query.filters).every((name) => options.filters[name]!.tab),

    clearedHref(query) {
      const kept = Object.entries(query.filters).filter(([name]) => options.filters[name]!.tab);
      return spec.href(query, { q: "", filters: Object.fromEntries(kept) as FilterValues<F> });
    },
  };
  return spec;
}

function paramsOf(url: string | URL | URLSearchParams): URLSearchParams {
  if (url instanceof URLSearchParams) return url;
  if (url instanceof URL) return url.searchParams;
  const mark = url.indexOf("?");
  return new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1).split("#")[0]);
}

function withParams(path: string, params: URLSearchParams): string {
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** The query type of a list, for the signature of its read. */
export type QueryOf<Spec> = Spec extends ListSpec<infer F, infer S, string> ? ListQuery<F, S> : never;
