/** What previews of deletions share: counts in words, and what came in between the preview and the deletion. Safe in a browser. */
import { Refusal } from "./errors.ts";
import { formatCount } from "./format.ts";

/** One and several: "chat", "chats". */
export type Noun = readonly [one: string, many: string];

/** "1 chat", "1,200 messages". */
export function countedNoun(count: number, [one, many]: Noun): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Counts as a form sends them back, to be compared with what is there when it is sent. */
export function formatCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${what}:${count}`)
    .join(" ");
}

/** What becomes of rows that refer to what is deleted: they go too, they lose what they refer to, or they forbid the deletion. */
export type ReferenceRule = "goes" | "loses" | "forbids";

/** Rows of a table, or by a column, of the product's own that Purser does not know and that refer to what a deletion takes away. */
export interface OtherRows {
  /** With its schema where its name alone would not find it. */
  table: string;
  columns: string;
  rule: ReferenceRule;
  /** Null where the dashboard's role may not count them. */
  count: number | null;
}

/** "2 rows of vote (message_id)". */
export function otherRowsWords({ table, columns, count }: OtherRows): string {
  return `${count === null ? "any rows" : countedNoun(count, ["row", "rows"])} of ${table} (${columns})`;
}

/** Those that are known to forbid the deletion. */
export function forbiddingRows(others: readonly OtherRows[]): OtherRows[] {
  return others.filter(({ rule, count }) => rule === "forbids" && count !== null && count > 0);
}

/** @throws Refusal 422 that names the tables whose rows forbid the deletion */
export function refuseOnOthers(others: readonly OtherRows[]): void {
  const forbidding = forbiddingRows(others);
  if (forbidding.length === 0) return;
  throw new Refusal(
    422,
    `The product's database does not let this be deleted: ${forbidding.map(otherRowsWords).join(", ")} refer to it. Take them away in the product first.`,
  );
}

/**
 * What an audit row says of them: "vote (message_id)" to its count, of those that were there; null of those that may have been and were not
 * counted. A row that forbids the deletion was not there, as it was made.
 */
export function othersForAudit(others: readonly OtherRows[]): { others?: Record<string, number | null> } {
  const there = others
    .filter(({ rule, count }) => (count === null ? rule !== "forbids" : count > 0))
    .map(({ table, columns, count }) => [`${table} (${columns})`, count] as const);
  return there.length > 0 ? { others: Object.fromEntries(there) } : {};
}

/** Their counts under keys that no count of a table of ours has, fit for `formatCounts`. */
export function countsOfOthers(others: readonly OtherRows[]): Record<string, number> {
  return Object.fromEntries(others.map(({ table, columns, count }) => [encodeURIComponent(`${table} (${columns})`), count ?? -1]));
}

/** What differs between counts as a form sent them and as they are now, in words: "chats: 3, were 2". */
export function describeCountDrift(
  counted: string,
  counts: Readonly<Record<string, number>>,
  nouns: Readonly<Record<string, Noun>>,
): string {
  const seen = new Map(
    counted.split(" ").map((part) => {
      const [what = "", count = ""] = part.split(":");
      return [what, count];
    }),
  );
  return Object.entries(counts)
    .filter(([what, count]) => seen.get(what) !== String(count))
    .map(([what, count]) => {
      const before = seen.get(what) ?? "";
      return `${nouns[what]?.[1] ?? decodeURIComponent(what)}: ${count}, ${/^\d+$/.test(before) ? `were ${before}` : "not counted before"}`;
    })
    .join("; ");
}
