import { Link } from "@remix-run/react";
import { CalendarRange, ChevronDown } from "lucide-react";
import { rangeLabel } from "~/components/chart/day-label";
import { ClearFilter } from "~/components/data-table/clear-filter";
import { FilterForm } from "~/components/data-table/filter-form";
import { toolClass } from "~/components/data-table/toolbar";
import { cn } from "~/components/ui/cn";
import { Disclosure } from "~/components/ui/disclosure";
import { useRootData } from "~/http/use-root-data";
import { addDays, dayOf } from "~lib/list/day.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { type FailureRange, failureList } from "~lib/tool-calls/failures/failures.ts";

type FailureQuery = QueryOf<typeof failureList>;

interface FailureToolsProps {
  query: FailureQuery;
  /** The days that are shown. */
  range: FailureRange;
  /** The tools that there are. */
  tools: readonly string[];
}

const DEFAULT_DAYS = 30;

/** Which days, which tools, in which order: all of it links and forms, so that the URL says it. */
export function FailureTools({ query, range, tools }: FailureToolsProps) {
  const root = useRootData();
  const today = root ? dayOf(new Date(root.now), root.zone) : range.to;
  const item = "flex h-7 items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap pointer-coarse:h-9";
  const chosen = "bg-surface text-ink shadow-[0_0_0_1px_var(--color-line)]";
  const shortcuts = [1, 7, DEFAULT_DAYS, 90].map((days) => ({ days, from: addDays(today, 1 - days) }));
  const own = !shortcuts.some(({ from }) => range.from === from && range.to === today);
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <div className="flex flex-wrap items-center rounded-md bg-sunken p-0.5">
        <nav aria-label="Range" className="flex">
          {shortcuts.map(({ days, from }) => {
            const isShown = range.from === from && range.to === today;
            const createdAt = days === DEFAULT_DAYS ? undefined : { from, to: today };
            return (
              <Link
                key={days}
                to={failureList.href(failureList.withFilter(query, "createdAt", createdAt))}
                discover="none"
                preventScrollReset
                aria-current={isShown ? "true" : undefined}
                className={cn(item, isShown ? chosen : "text-muted hover:text-ink")}
              >
                {days === 1 ? "Today" : `${days} days`}
              </Link>
            );
          })}
        </nav>
        <Disclosure
          label="Days of your own"
          summaryClassName={cn(item, own ? chosen : "text-muted hover:text-ink")}
          summary={
            <>
              <CalendarRange aria-hidden="true" className="size-3.5" />
              {own ? rangeLabel(range.from, range.to) : "Custom"}
            </>
          }
        >
          <FilterForm spec={failureList} query={query} name="createdAt" />
        </Disclosure>
      </div>
      <div className="flex items-center gap-1">
        <Disclosure
          label="Tools"
          summaryClassName={toolClass}
          summary={
            <>
              <span>
                <span className="text-muted">Tool</span>{" "}
                {query.filters.tool ? (
                  <span className="inline-block max-w-60 truncate align-bottom">{query.filters.tool.join(", ")}</span>
                ) : (
                  "any"
                )}
              </span>
              <ChevronDown aria-hidden="true" className="text-muted" />
            </>
          }
        >
          <FilterForm spec={failureList} query={query} name="tool" options={{ tool: tools.map((value) => ({ value, label: value })) }} />
        </Disclosure>
        {query.filters.tool ? (
          <ClearFilter to={failureList.href(failureList.withFilter(query, "tool", undefined))} label="Any tool" />
        ) : null}
      </div>
    </div>
  );
}
