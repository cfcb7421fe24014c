import type { AnyFilter } from "../../../lib/list/list-spec.ts";
import type { Facts } from "../pages/facts.ts";
import { type AnyList, lists, searchesOf, valuesFor } from "./lists.ts";

/**
 * The address of every list in every order, both ways, with every search, and of each filter in each order, with every value of a closed set
 * and some of an open one; and the pages that a list goes on with, forwards and backwards.
 *
 * @param everyOrder false: filters and searches in the list's own order alone
 */
export function addressesOf(facts: Facts, { everyOrder }: { everyOrder: boolean }): string[] {
  return lists(facts).flatMap((list) => {
    const orders = Object.keys(list.sort).flatMap((key) => [`sort=${key}`, `sort=-${key}`]);
    const narrowed = [...searches(list), ...filters(list, facts)];
    const searchParts = [
      ...orders,
      ...(everyOrder ? orders : [""]).flatMap((order) => narrowed.map((params) => [params, order].filter(Boolean).join("&"))),
      ...deep(list, facts),
    ];
    // The two tabs of this list are two tables.
    const tabs = filtersOf(list).find(([, filter]) => filter.tab);
    const withTabs = tabs
      ? searchParts.flatMap((params) => tabs[1].options!.map(({ value }) => `${tabs[0]}=${value}&${params}`))
      : searchParts;
    return [list.path, ...withTabs.map((params) => `${list.path}?${params}`)];
  });
}

function searches(list: AnyList): string[] {
  if (list.search === null) return [];
  const texts = searchesOf[list.path];
  if (!texts) throw new Error(`The benchmark has no searches for ${list.path}: add some to plans/lists.ts.`);
  return texts.map((text) => new URLSearchParams({ q: text }).toString());
}

const filtersOf = (list: AnyList): [name: string, filter: AnyFilter][] => Object.entries(list.filters);

function filters(list: AnyList, facts: Facts): string[] {
  return filtersOf(list)
    .filter(([, { tab }]) => !tab)
    .flatMap(([name, filter]) => settings(list, name, filter, facts));
}

/** What a filter may be set to, as parameters of an address. */
function settings(list: AnyList, name: string, { kind, options }: AnyFilter, facts: Facts): string[] {
  const set = (value: string, key = name) => new URLSearchParams({ [key]: value }).toString();
  switch (kind) {
    case "choice":
    case "yes-no":
      return options!.map(({ value }) => set(value));
    case "days":
      return [
        set(facts.daysAgo(30), `${name}.from`),
        `${set(facts.daysAgo(400), `${name}.from`)}&${set(facts.daysAgo(370), `${name}.to`)}`,
      ];
    case "amounts":
      // An amount means something only in its currency.
      return [`${set("60", `${name}.min`)}&currency=USD`, set("60", `${name}.min`)];
    case "counts":
      return [set("20", `${name}.min`)];
    case "at-least":
      return [set("8"), set("100")];
    case "values":
    case "text":
      return valuesFor(list, name, facts).map((value) => set(value));
  }
}

function deep(list: AnyList, facts: Facts): string[] {
  const { search } = (facts.deep as Readonly<Record<string, { search: string } | undefined>>)[list.path] ?? {};
  return search ? [search, search.replace(/^after=/, "before=")] : [];
}
