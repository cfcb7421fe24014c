import { Form, Link, useNavigate } from "@remix-run/react";
import { type FormEvent, useId } from "react";
import { useRootData } from "~/http/use-root-data";
import { addDays, dayOf, isDay } from "~lib/list/day.ts";
import type { DayRange } from "~lib/list/filters.ts";
import type { AnyFilter } from "~lib/list/list-spec.ts";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Input } from "../ui/input";
import { Radio } from "../ui/radio";
import { HiddenParams } from "./hidden-params";
import type { ListViewProps } from "./list-view";

export interface FilterFormProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query" | "options"> {
  name: string;
}

/** Makes or changes one filter. A GET form, so it works before scripts run; with them, empty fields stay out of the URL. */
export function FilterForm({ spec, query, options, name }: FilterFormProps) {
  const navigate = useNavigate();
  const filter = spec.filters[name] as AnyFilter;
  const others = spec.params(spec.withFilter(query, name, undefined));

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const params = new URLSearchParams();
    for (const [key, value] of new FormData(event.currentTarget)) params.append(key, String(value));
    navigate(spec.href(spec.parse(params)));
  }

  return (
    <Form method="get" action={spec.path} onSubmit={onSubmit} className="flex min-w-52 flex-col gap-2.5">
      <HiddenParams params={others} />
      <FilterFields filter={filter} name={name} value={query.filters[name]} options={options?.[name]} />
      {filter.kind === "days" ? <DayPresets spec={spec} query={query} name={name} /> : null}
      <Button type="submit" variant="primary" size="sm" className="self-start">
        Apply
      </Button>
    </Form>
  );
}

/** A box or a radio button with its word. */
export const choiceClass = "flex cursor-pointer items-center gap-2 rounded-sm px-1 py-0.5 hover:bg-sunken pointer-coarse:py-2";

interface FilterFieldsProps {
  filter: AnyFilter;
  name: string;
  value: unknown;
  options: readonly { value: string; label: string }[] | undefined;
}

function FilterFields({ filter, name, value, options }: FilterFieldsProps) {
  const id = useId();
  switch (filter.kind) {
    case "choice":
    case "values": {
      const chosen = (value as readonly string[] | undefined) ?? [];
      const known = filter.options ?? options;
      if (!known) return <LabelledInput id={id} label={filter.label} name={name} defaultValue={chosen.join(" ")} />;
      const missing = chosen.filter((item) => !known.some((option) => option.value === item)).map((item) => ({ value: item, label: item }));
      return (
        <fieldset className="flex max-h-72 flex-col gap-1 overflow-y-auto">
          <legend className="sr-only">{filter.label}</legend>
          {[...known, ...missing].map((option) => (
            <label key={option.value} className={choiceClass}>
              <Checkbox name={name} value={option.value} defaultChecked={chosen.includes(option.value)} />
              {option.label}
            </label>
          ))}
          {known.length + missing.length === 0 ? <p className="text-muted">There is no value to choose from yet.</p> : null}
        </fieldset>
      );
    }
    case "yes-no": {
      const chosen = value === undefined ? undefined : value ? "yes" : "no";
      return (
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">{filter.label}</legend>
          {filter.options?.map((option) => (
            <label key={option.value} className={choiceClass}>
              <Radio name={name} value={option.value} defaultChecked={option.value === (chosen ?? "yes")} />
              {option.label}
            </label>
          ))}
        </fieldset>
      );
    }
    case "days": {
      const { from, to } = (value as DayRange | undefined) ?? {};
      const type = (end: string | undefined) => (end && !isDay(end) ? "text" : "date");
      return (
        <div className="flex flex-col gap-2">
          <LabelledInput id={`${id}-from`} label="From" name={`${name}.from`} type={type(from)} defaultValue={from} />
          <LabelledInput id={`${id}-to`} label="To, inclusive" name={`${name}.to`} type={type(to)} defaultValue={to} />
        </div>
      );
    }
    case "amounts":
    case "counts": {
      const { min, max } = (value as { min?: string | number; max?: string | number } | undefined) ?? {};
      const inputMode = filter.kind === "amounts" ? "decimal" : "numeric";
      return (
        <div className="flex gap-2">
          <LabelledInput id={`${id}-min`} label="At least" name={`${name}.min`} defaultValue={min} inputMode={inputMode} />
          <LabelledInput id={`${id}-max`} label="At most" name={`${name}.max`} defaultValue={max} inputMode={inputMode} />
        </div>
      );
    }
    case "at-least":
      return (
        <LabelledInput
          id={id}
          label={`More than (${filter.unit})`}
          name={name}
          defaultValue={value as number | undefined}
          inputMode="numeric"
        />
      );
    case "text":
      return <LabelledInput id={id} label="Contains" name={name} defaultValue={value as string | undefined} />;
  }
}

function LabelledInput({ id, label, ...input }: { id: string; label: string } & React.ComponentPropsWithoutRef<"input">) {
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <Input id={id} {...input} />
    </div>
  );
}

/** The ranges that are asked for most, each a link. */
function DayPresets({ spec, query, name }: Omit<FilterFormProps, "options">) {
  const root = useRootData();
  if (!root) return null;
  const today = dayOf(new Date(root.now), root.zone);
  const presets: [string, DayRange][] = [
    ["Today", { from: today, to: today }],
    ["Yesterday", { from: addDays(today, -1), to: addDays(today, -1) }],
    ["7 days", { from: addDays(today, -6), to: today }],
    ["30 days", { from: addDays(today, -29), to: today }],
    ["This month", { from: `${today.slice(0, 7)}-01`, to: today }],
  ];
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-1 sm:max-w-56">
        {presets.map(([label, range]) => (
          <Link
            key={label}
            to={spec.href(spec.withFilter(query, name, range))}
            discover="none"
            className="rounded-sm bg-sunken px-1.5 py-0.5 text-xs hover:text-accent-text pointer-coarse:px-2.5 pointer-coarse:py-2"
          >
            {label}
          </Link>
        ))}
      </div>
      <p className="text-xs text-muted">Days of {root.zone}</p>
    </div>
  );
}
