import { env } from "../env.server.ts";
import { instantsOf } from "../list/day.ts";
import type { DayRange } from "../list/filters.ts";
import type { AnyFilter } from "../list/list-spec.ts";
import type { ScopeWords } from "./explained-number.ts";

/** The search and the filters of a list in words, as its chips say them; days also as the instants that they begin and end at. */
export function scopeWords(
  filters: Readonly<Record<string, AnyFilter>>,
  asked: { readonly q: string; readonly filters: Readonly<Record<string, unknown>> },
): ScopeWords[] {
  const search: ScopeWords[] = asked.q ? [{ label: "Search", operator: "is", value: `“${asked.q}”` }] : [];
  return [
    ...search,
    ...Object.entries(asked.filters).flatMap(([name, value]): ScopeWords[] => {
      const filter = filters[name];
      if (!filter || value === undefined) return [];
      const words = { label: filter.label, ...filter.describe(value, (text) => text) };
      return [filter.kind === "days" ? { ...words, instants: instantWords(value as DayRange) } : words];
    }),
  ];
}

function instantWords(range: DayRange): NonNullable<ScopeWords["instants"]> {
  const { from, until } = instantsOf(range, env().reportingTimeZone);
  return { ...(from && { from: from.toISOString() }), ...(until && { until: until.toISOString() }) };
}
