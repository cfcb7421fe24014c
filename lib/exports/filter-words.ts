import type { AnyFilter, ListQuery } from "../list/list-spec.ts";

/** What narrows a list, part by part: `Status is failed`, `Search “ada”`. Empty for a list that nothing narrows. Safe in a browser. */
export function filterWords(filters: Readonly<Record<string, AnyFilter>>, query: Pick<ListQuery, "q" | "filters">): string[] {
  const words = query.q ? [`Search “${query.q}”`] : [];
  for (const [name, filter] of Object.entries(filters)) {
    const value = query.filters[name];
    if (value === undefined) continue;
    const said = filter.describe(value, (text) => text);
    words.push(`${filter.label} ${said.operator} ${said.value}`);
  }
  return words;
}
