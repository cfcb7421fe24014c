import fc from "fast-check";
import { formatCursor, type SortType } from "../../lib/list/cursor.ts";
import type { ListSpec } from "../../lib/list/list-spec.ts";
import { anyText } from "../list/thing-list.ts";
import { listSpecs } from "./list-specs.ts";
import { addressOf, routeIds, routeModules } from "./route-modules.ts";

const nasty = [
  ...["", " ", "0", "-1", "1e9", "NaN", "9".repeat(15), "9".repeat(300), "-9223372036854775808", "0.0001", "-12.50", "999999999999.9999"],
  ...["yes", "no", "none", "exact", "true", "null", "undefined", "__proto__", "constructor", "toString", "hasOwnProperty"],
  ...[
    "\0",
    "a\0b",
    "\ud800",
    "é",
    "e\u0301",
    "中文",
    "😀",
    "\u202e",
    "\ufeff",
    "%",
    "_",
    "\\",
    "\\%",
    "%00",
    "'",
    '"',
    "';--",
    "$1",
    "{}",
    "[]",
    "()",
  ],
  ...["2026-03-10", "1970-01-01", "2199-12-31", "2026-02-30", "2026-03-10T12:00:00.000Z", "0000-00-00", "infinity", "now"],
  ...["00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}", "messages:1", "searches:", ":", "succeeded", "USD"],
];

const keys: Record<SortType, readonly string[]> = {
  timestamp: ["2026-03-10 12:00:00", "2026-03-10 12:00:00.000001", "infinity", "-infinity", "0001-01-01 00:00:00", "99999-12-31 23:59:59"],
  integer: ["0", "-1", "999999999999999999", "-999999999999999999"],
  text: ["", "a", "Mia Lang", "中文", "%_\\", "x".repeat(2000)],
};

/** A cursor that fits one of the list's orders, or that tries to. */
function anyCursor(spec: ListSpec | undefined, ids: readonly string[]): fc.Arbitrary<string> {
  const sorts = Object.entries(spec?.sort ?? { createdAt: "timestamp" as const });
  const key = fc.oneof(fc.constantFrom(...Object.values(keys).flat()), fc.constantFrom(...nasty));
  return fc
    .tuple(fc.constantFrom(...sorts), fc.constantFrom("", "-"), fc.boolean(), key, fc.constantFrom(...ids, ...nasty))
    .chain(([[name, type], direction, fits, other, id]) =>
      fc
        .constantFrom(...keys[type])
        .map((good) => formatCursor(direction + name, { key: (fits ? good : other).toWellFormed(), id: id.toWellFormed() })),
    );
}

function anySearch(spec: ListSpec | undefined, ids: readonly string[]): fc.Arbitrary<string> {
  const filters = Object.keys(spec?.filters ?? {}).flatMap((name) => [name, `${name}.from`, `${name}.to`, `${name}.min`, `${name}.max`]);
  const own = ["q", "sort", "size", "columns", "total", "after", "before", ...filters];
  const other = ["range", "from", "to", "currency", "next", "page", "_routes", "index", "__proto__", "q[]"];
  const sorts = Object.keys(spec?.sort ?? {}).flatMap((name) => [name, `-${name}`]);
  const options = Object.values(spec?.filters ?? {}).flatMap((filter) => filter.options?.map((option) => option.value) ?? []);
  const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...own) }, { weight: 1, arbitrary: fc.constantFrom(...other) }, anyText(6));
  const value = fc.oneof(
    fc.constantFrom(...nasty, ...ids, ...options, ...sorts, "7", "30", "90", "12m", "custom", "25", "50", "100", "200"),
    anyText(300),
    fc.constant("x".repeat(20_000)),
    anyCursor(spec, ids),
  );
  const cursor = anyCursor(spec, ids).chain((word) => fc.constantFrom("after", "before").map((side): [string, string] => [side, word]));
  const pairs = fc.array(fc.oneof({ weight: 5, arbitrary: fc.tuple(name, value) }, { weight: 1, arbitrary: cursor }), { maxLength: 8 });
  return fc.oneof(
    { weight: 9, arbitrary: pairs.map((list) => new URLSearchParams(list).toString()) },
    { weight: 1, arbitrary: fc.constantFrom("%", "%E0%A4%A", "&&&=&", "q=%ff%fe", "q=%00", "after=%%%", "?".repeat(50), "a=1#b") },
  );
}

/** A route, the parameters of its path, and what follows the question mark. */
export interface Visit {
  id: string;
  params: Record<string, string>;
  address: string;
}

/**
 * Any address under the frame, of pages and of exports: with ids that exist (`known`) and ids that cannot, and any search.
 */
export function anyVisit(known: Readonly<Record<string, string>>): fc.Arbitrary<Visit> {
  const ids = Object.values(known);
  const anyId = fc.oneof(fc.constantFrom(...nasty, ...ids), anyText(80), fc.constant("x".repeat(5000)));
  const routes = routeIds.filter((id) => id.startsWith("_staff.") && routeModules.get(id)!.loader);
  const of = (id: string) => {
    const names = [...id.matchAll(/\$([A-Za-z]*)/g)].map(([, name]) => name || "*");
    const param = (name: string) =>
      fc.oneof(
        fc.constant(known[name]!),
        anyId.map((text) => text.toWellFormed()).filter((text) => text !== ""),
      );
    const spec = listSpecs.get(addressOf(id, known).replace(/\.csv$/, ""));
    return fc
      .tuple(fc.record(Object.fromEntries(names.map((name) => [name, param(name)]))), anySearch(spec, ids))
      .map(([params, search]): Visit => ({ id, params, address: `${addressOf(id, params)}?${search}` }));
  };
  const lists = routes.filter((id) => !id.includes("$"));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...lists).chain(of) },
    { weight: 1, arbitrary: fc.constantFrom(...routes).chain(of) },
  );
}
