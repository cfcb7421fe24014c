import { Form, Link } from "@remix-run/react";
import { CalendarRange } from "lucide-react";
import { type ReactNode, useId } from "react";
import { rangeLabel } from "~/components/chart/day-label";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Disclosure } from "~/components/ui/disclosure";
import { Input } from "~/components/ui/input";
import {
  bucketsOf,
  inUnit,
  type MoneyBucket,
  type MoneyQuery,
  moneyHref,
  moneyPresets,
  moneySplits,
  splitLabels,
} from "~lib/reports/money/money-query.ts";

const itemClass = "flex h-7 items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap pointer-coarse:h-9";
const chosenClass = "bg-surface text-ink shadow-[0_0_0_1px_var(--color-line)]";

interface ControlsProps {
  query: MoneyQuery;
  range: MoneyBucket;
  currencies: readonly string[];
  today: string;
}

/** What the report shows: links, so that the URL says it, and a form for months or days of one's own. */
export function Controls({ query, range, currencies, today }: ControlsProps) {
  const presets = moneyPresets(query.by, today).map(({ label, from, to }) => {
    const preset = { ...query, from, to };
    const buckets = bucketsOf(preset, today);
    return { label, to: moneyHref(preset), chosen: buckets[0]?.from === range.from && buckets.at(-1)?.to === range.to };
  });
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <Choice label="Lines">
        <Option to={moneyHref(inUnit(query, "month", range, today))} chosen={query.by === "month"}>
          By month
        </Option>
        <Option to={moneyHref(inUnit(query, "day", range, today))} chosen={query.by === "day"}>
          By day
        </Option>
      </Choice>
      <Choice label="Time">
        {presets.map(({ label, to, chosen }) => (
          <Option key={label} to={to} chosen={chosen}>
            {label}
          </Option>
        ))}
      </Choice>
      <Disclosure
        label="Months or days of your own"
        summaryClassName={cn(itemClass, "bg-sunken h-8", (query.from ?? query.to) ? "text-ink" : "text-muted hover:text-ink")}
        summary={
          <>
            <CalendarRange aria-hidden="true" className="size-3.5" />
            {rangeLabel(range.from, range.to)}
          </>
        }
      >
        <RangeForm key={`${query.by} ${range.from} ${range.to}`} query={query} range={range} />
      </Disclosure>
      <Choice label="Split by">
        <Option to={moneyHref({ ...query, split: undefined })} chosen={query.split === undefined}>
          Not split
        </Option>
        {moneySplits.map((split) => (
          <Option key={split} to={moneyHref({ ...query, split })} chosen={query.split === split}>
            {splitLabels[split]}
          </Option>
        ))}
      </Choice>
      {currencies.length > 1 || query.currency ? (
        <Choice label="Currency">
          <Option to={moneyHref({ ...query, currency: undefined })} chosen={query.currency === undefined}>
            All currencies
          </Option>
          {currencies.map((currency) => (
            <Option key={currency} to={moneyHref({ ...query, currency })} chosen={query.currency === currency}>
              {currency}
            </Option>
          ))}
        </Choice>
      ) : null}
    </div>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="flex max-w-full flex-wrap items-center rounded-md bg-sunken p-0.5">
      {children}
    </nav>
  );
}

function Option({ to, chosen, children }: { to: string; chosen: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      discover="none"
      preventScrollReset
      aria-current={chosen ? "true" : undefined}
      className={cn(itemClass, chosen ? chosenClass : "text-muted hover:text-ink")}
    >
      {children}
    </Link>
  );
}

function RangeForm({ query, range }: Pick<ControlsProps, "query" | "range">) {
  const id = useId();
  const byMonth = query.by === "month";
  const field = (name: "from" | "to", label: string) => (
    <div className="flex flex-col gap-1">
      <label htmlFor={`${id}-${name}`} className="text-xs text-muted">
        {label}
      </label>
      <Input
        id={`${id}-${name}`}
        type={byMonth ? "month" : "date"}
        name={name}
        placeholder={byMonth ? "2026-03" : "2026-03-01"}
        defaultValue={byMonth ? range[name].slice(0, 7) : range[name]}
      />
    </div>
  );
  return (
    <Form method="get" action="/reports/money" preventScrollReset className="flex flex-col gap-2.5">
      {byMonth ? null : <input type="hidden" name="by" value="day" />}
      {query.split ? <input type="hidden" name="split" value={query.split} /> : null}
      {query.currency ? <input type="hidden" name="currency" value={query.currency} /> : null}
      {field("from", byMonth ? "From the month" : "From")}
      {field("to", byMonth ? "To the month, inclusive" : "To, inclusive")}
      <Button type="submit" variant="primary" size="sm" className="self-start">
        Show
      </Button>
      <p className="max-w-52 text-xs text-muted">
        {byMonth ? "At most ten years." : "At most 92 days."} Longer ranges are cut to the newest.
      </p>
    </Form>
  );
}
