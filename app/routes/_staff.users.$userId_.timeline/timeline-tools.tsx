import { Link } from "@remix-run/react";
import { CalendarRange, Check } from "lucide-react";
import { ClearFilter } from "~/components/data-table/clear-filter";
import { FilterForm } from "~/components/data-table/filter-form";
import { toolClass } from "~/components/data-table/toolbar";
import { cn } from "~/components/ui/cn";
import { Disclosure } from "~/components/ui/disclosure";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { type TimelineKind, timelineKinds, type timelineSpec } from "~lib/users/timeline/timeline.ts";

export interface TimelineView {
  spec: ReturnType<typeof timelineSpec>;
  query: QueryOf<ReturnType<typeof timelineSpec>>;
}

/** Which kinds and which days: chips that are links, and a form. */
export function TimelineTools({ spec, query, kinds }: TimelineView & { kinds: readonly TimelineKind[] }) {
  const asked = query.filters.kind?.filter((kind) => kinds.includes(kind)) ?? [];
  const { at } = query.filters;
  const withKinds = (chosen: readonly TimelineKind[]) =>
    spec.href(
      spec.withFilter(
        query,
        "kind",
        chosen.length > 0 && chosen.length < kinds.length ? kinds.filter((kind) => chosen.includes(kind)) : undefined,
      ),
    );
  const range = at && spec.filters.at.describe(at, String);
  return (
    <div className="no-print flex flex-wrap items-center gap-x-3 gap-y-2">
      <nav aria-label="Kinds" className="flex flex-wrap items-center gap-1.5">
        <Chip to={withKinds([])} on={asked.length === 0}>
          All
        </Chip>
        {kinds.map((kind) => {
          const on = asked.includes(kind);
          return (
            <Chip key={kind} to={withKinds(on ? asked.filter((other) => other !== kind) : [...asked, kind])} on={on}>
              {timelineKinds[kind].label}
            </Chip>
          );
        })}
      </nav>
      <div className="flex items-center gap-1">
        <Disclosure
          label="Days"
          summaryClassName={toolClass}
          summary={
            <>
              <CalendarRange aria-hidden="true" />
              {range ? `${range.operator} ${range.value}` : "Any day"}
            </>
          }
        >
          <FilterForm spec={spec} query={query} name="at" />
        </Disclosure>
        {at ? <ClearFilter to={spec.href(spec.withFilter(query, "at", undefined))} label="Any day" /> : null}
      </div>
    </div>
  );
}

function Chip({ to, on, children }: { to: string; on: boolean; children: string }) {
  return (
    <Link
      to={to}
      discover="none"
      preventScrollReset
      aria-current={on ? "true" : undefined}
      className={cn(
        "flex h-7 items-center gap-1 rounded-md border px-2 pointer-coarse:h-9",
        on ? "border-accent-text bg-accent-soft font-medium text-ink" : "border-line bg-surface text-muted hover:bg-sunken hover:text-ink",
      )}
    >
      {on ? <Check aria-hidden="true" className="size-3.5" /> : null}
      {children}
    </Link>
  );
}
