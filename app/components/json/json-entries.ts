/** More entries than this are put into ranges: ten thousand rows at once would stop the browser. */
const MANY = 200;
/** Entries, or ranges, in a range. */
const RANGE = 100;

/** Keys and values of an object or a list; undefined for everything that has none. */
export function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== "object" || value === null || value instanceof Date) return undefined;
  return Object.entries(value);
}

/** From which entry (inclusive) to which (exclusive). */
export interface EntryRange {
  from: number;
  to: number;
}

/** The ranges that entries `from` to `to` are shown in; undefined where they are few enough to be shown one by one. */
export function rangesOf({ from, to }: EntryRange): EntryRange[] | undefined {
  const count = to - from;
  if (count <= MANY) return undefined;
  let size = RANGE;
  while (size * RANGE < count) size *= RANGE;
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({ from: from + i * size, to: Math.min(to, from + (i + 1) * size) }));
}

/** Names a range of a branch among everything that can be opened. */
export function rangeKey(path: string, { from, to }: EntryRange): string {
  return `${path}#${from}-${to}`;
}

/** The keys of the ranges, outermost first, in which entry `index` of a branch with `count` entries is shown. */
export function rangesAround(path: string, count: number, index: number): string[] {
  const keys: string[] = [];
  let within: EntryRange | undefined = { from: 0, to: count };
  while (within) {
    within = rangesOf(within)?.find(({ from, to }) => index >= from && index < to);
    if (within) keys.push(rangeKey(path, within));
  }
  return keys;
}
