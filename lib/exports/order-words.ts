import type { SortType } from "../list/cursor.ts";
import type { Column, Sort } from "../list/list-spec.ts";

const directions: Record<SortType, Record<Sort["direction"], string>> = {
  timestamp: { asc: "oldest first", desc: "newest first" },
  integer: { asc: "smallest first", desc: "largest first" },
  text: { asc: "A to Z", desc: "Z to A" },
};

interface Sorted {
  readonly sort: Readonly<Record<string, SortType>>;
  readonly columns: Readonly<Record<string, Column>>;
}

/** The order of a list, by the name of its column: "Time, newest first". Safe in a browser. */
export function orderWords({ sort, columns }: Sorted, { key, direction }: Sort): string {
  return `${columns[key]?.label ?? key}, ${directions[sort[key]!][direction]}`;
}
