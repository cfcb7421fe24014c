import { Form, Link } from "@remix-run/react";
import { CalendarRange } from "lucide-react";
import { useId } from "react";
import { rangeLabel } from "~/components/chart/day-label";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Disclosure } from "~/components/ui/disclosure";
import { Input } from "~/components/ui/input";
import { useRootData } from "~/http/use-root-data";
import { dayOf } from "~lib/list/day.ts";
import { type NamedRange, type OverviewQuery, overviewHref, overviewRanges } from "~lib/metrics/overview-range.ts";

const labels: Record<NamedRange, string> = { "7": "7 days", "30": "30 days", "90": "90 days", "12m": "12 months" };

/** Which days the overview covers: links, so the URL says it, and a form for days of one's own. */
export function RangePicker({ query, current }: { query: OverviewQuery; current: { day: string; lastDay: string } }) {
  const { range } = query;
  const item = "flex h-7 items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap pointer-coarse:h-9";
  const chosen = "bg-surface text-ink shadow-[0_0_0_1px_var(--color-line)]";
  return (
    <div className="flex flex-wrap items-center rounded-md bg-sunken p-0.5">
      <nav aria-label="Range" className="flex">
        {overviewRanges.map((kind) => (
          <Link
            key={kind}
            to={overviewHref({ ...query, range: { kind } })}
            aria-current={range.kind === kind ? "true" : undefined}
            preventScrollReset
            className={cn(item, range.kind === kind ? chosen : "text-muted hover:text-ink")}
          >
            {labels[kind]}
          </Link>
        ))}
      </nav>
      <Disclosure
        label="Days of your own"
        align="end"
        summaryClassName={cn(item, range.kind === "custom" ? chosen : "text-muted hover:text-ink")}
        summary={
          <>
            <CalendarRange aria-hidden="true" className="size-3.5" />
            {range.kind === "custom" ? rangeLabel(range.from, range.to) : "Custom"}
          </>
        }
      >
        <CustomRange query={query} current={current} />
      </Disclosure>
    </div>
  );
}

function CustomRange({ query, current }: { query: OverviewQuery; current: { day: string; lastDay: string } }) {
  const id = useId();
  const root = useRootData();
  const today = root ? dayOf(new Date(root.now), root.zone) : undefined;
  const field = (name: "from" | "to", label: string, day: string) => (
    <div className="flex flex-col gap-1">
      <label htmlFor={`${id}-${name}`} className="text-xs text-muted">
        {label}
      </label>
      <Input id={`${id}-${name}`} type="date" name={name} required key={day} defaultValue={day} max={today} />
    </div>
  );
  return (
    <Form method="get" action="/" preventScrollReset className="flex flex-col gap-2.5">
      <input type="hidden" name="range" value="custom" />
      {query.currency ? <input type="hidden" name="currency" value={query.currency} /> : null}
      {field("from", "From", current.day)}
      {field("to", "To, inclusive", current.lastDay)}
      <Button type="submit" variant="primary" size="sm" className="self-start">
        Show
      </Button>
      <p className="max-w-52 text-xs text-muted">At most five years; more than three months are drawn by the month.</p>
    </Form>
  );
}
