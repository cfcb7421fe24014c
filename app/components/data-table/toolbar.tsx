import { Form, Link, useNavigate } from "@remix-run/react";
import { ChevronRight, ListFilter, Search, X } from "lucide-react";
import { type FormEvent, useId } from "react";
import { isFoundAtWords } from "~lib/list/found-at-words.ts";
import type { AnyFilter } from "~lib/list/list-spec.ts";
import { cn } from "../ui/cn";
import { Disclosure } from "../ui/disclosure";
import { Input } from "../ui/input";
import { ColumnMenu } from "./column-menu";
import { DensityToggle } from "./density-toggle";
import { ExportMenu } from "./export-menu";
import { FilterForm } from "./filter-form";
import { HiddenParams } from "./hidden-params";
import type { ListViewProps } from "./list-view";
import { countWords, type KnownTotal, nounFor } from "./pager";
import { SavedViews } from "./saved-views";

interface ToolbarProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query" | "page" | "options"> {
  total: KnownTotal;
  canExport: boolean;
  columnIds: ReadonlySet<string>;
  shown: (column: string) => boolean;
}

export const toolClass =
  "flex h-8 cursor-pointer items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 font-medium hover:bg-sunken pointer-coarse:h-10 [&_svg]:size-4";

/** Search, filters, and what is shown and taken away of a list. */
export function Toolbar({ spec, query, page, options, total, canExport, columnIds, shown }: ToolbarProps) {
  const names = Object.keys(spec.filters).filter((name) => !spec.filters[name].tab);
  const set = names.filter((name) => query.filters[name] !== undefined);
  const offered = names.filter((name) => query.filters[name] === undefined && !spec.filters[name].linkOnly);
  return (
    <div className="no-print flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {spec.search === null ? null : <SearchForm spec={spec} query={query} />}
        {offered.length > 0 ? (
          <Disclosure
            label="Add a filter"
            summary={
              <>
                <ListFilter aria-hidden="true" />
                Filter
              </>
            }
            summaryClassName={cn(toolClass, "js-filter-menu")}
            panelClassName="p-1.5 sm:w-72"
          >
            {offered.map((name) => (
              <details key={name} name={`filter-${spec.path}`} className="group/filter rounded-md open:bg-sunken/50">
                <summary className="flex cursor-pointer items-center justify-between gap-2 rounded-md px-2 py-1.5 hover:bg-sunken pointer-coarse:py-2.5">
                  {spec.filters[name].label}
                  <ChevronRight aria-hidden="true" className="size-3.5 text-muted group-open/filter:rotate-90" />
                </summary>
                <div className="px-2 pt-1 pb-2.5">
                  <FilterForm spec={spec} query={query} options={options ?? {}} name={name} />
                </div>
              </details>
            ))}
          </Disclosure>
        ) : null}
        {/* Read at the pager; here for whoever narrows the list and would have to scroll to see what that did. */}
        <p aria-hidden="true" className="px-1 text-muted tabular-nums max-lg:hidden">
          {total ? `${countWords(total)} ${nounFor(total, spec)}` : null}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <SavedViews spec={spec} query={query} />
          <ColumnMenu spec={spec} query={query} columnIds={columnIds} shown={shown} />
          <DensityToggle />
          {canExport ? <ExportMenu spec={spec} query={query} page={page} total={total} /> : null}
        </div>
      </div>
      {set.length > 0 || query.q ? (
        <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
          {query.q ? (
            <li className={chipClass}>
              <span className="px-2">
                <span className="text-muted">Search</span> “{query.q}”
                {isFoundAtWords(query.q) && !spec.searchesIds ? (
                  <span className="text-muted"> where a word of a name or title begins</span>
                ) : null}
              </span>
              <RemoveLink to={spec.href(query, { q: "" })} label="Remove the search" />
            </li>
          ) : null}
          {set.map((name) => (
            <FilterChip key={name} spec={spec} query={query} options={options ?? {}} name={name} />
          ))}
          <li>
            <Link
              to={spec.clearedHref(query)}
              discover="none"
              className="inline-block px-1.5 py-0.5 text-muted hover:text-ink hover:underline pointer-coarse:py-2"
            >
              Clear all
            </Link>
          </li>
        </ul>
      ) : null}
    </div>
  );
}

const chipClass = "flex h-7 max-w-full items-center rounded-md border border-line bg-surface pointer-coarse:h-9";

function RemoveLink({ to, label }: { to: string; label: string }) {
  return (
    <Link
      to={to}
      discover="none"
      aria-label={label}
      className="grid h-full w-7 shrink-0 place-items-center rounded-r-md border-l border-line text-muted hover:bg-sunken hover:text-ink pointer-coarse:w-9"
    >
      <X aria-hidden="true" className="size-3.5" />
    </Link>
  );
}

function FilterChip({ spec, query, options, name }: Pick<ToolbarProps, "spec" | "query" | "options"> & { name: string }) {
  const filter = spec.filters[name] as AnyFilter;
  const nameOf = (value: string) => options?.[name]?.find((option) => option.value === value)?.label ?? value;
  const { operator, value } = filter.describe(query.filters[name], nameOf);
  const words = (
    <>
      <span className="text-muted">{filter.label}</span> <span className="text-muted">{operator}</span>{" "}
      <span className="inline-block max-w-60 truncate max-sm:max-w-36 align-bottom font-medium" title={value}>
        {value}
      </span>
    </>
  );
  return (
    <li className={chipClass}>
      {filter.linkOnly ? (
        <span className="truncate px-2">{words}</span>
      ) : (
        <Disclosure
          label={`${filter.label} filter`}
          summary={words}
          summaryClassName="cursor-pointer px-2 leading-6 whitespace-nowrap hover:text-accent-text pointer-coarse:leading-8"
        >
          <FilterForm spec={spec} query={query} options={options ?? {}} name={name} />
        </Disclosure>
      )}
      <RemoveLink to={spec.href(spec.withFilter(query, name, undefined))} label={`Remove the filter ${filter.label}`} />
    </li>
  );
}

function SearchForm({ spec, query }: Pick<ToolbarProps, "spec" | "query">) {
  const id = useId();
  const navigate = useNavigate();
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get("q") ?? "");
    navigate(spec.href(spec.parse(new URLSearchParams([...spec.params({ ...query, q: "", cursor: undefined, exact: false }), ["q", q]]))));
  }
  return (
    <Form method="get" action={spec.path} role="search" onSubmit={onSubmit} className="relative w-full sm:w-80 xl:w-96">
      <HiddenParams params={spec.params({ ...query, q: "", cursor: undefined, exact: false })} />
      <label htmlFor={id} className="sr-only">
        Search {spec.noun[1]}
      </label>
      <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" />
      <Input
        key={query.q}
        id={id}
        type="search"
        name="q"
        maxLength={200}
        defaultValue={query.q}
        placeholder={spec.search ?? ""}
        title={spec.search ?? undefined}
        className="pl-8 text-ellipsis"
      />
      {/* Enter searches; a form without a button would not say so to every reader. */}
      <button type="submit" tabIndex={-1} className="sr-only top-0 right-0">
        Search
      </button>
    </Form>
  );
}
