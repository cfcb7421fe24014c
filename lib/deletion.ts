/** What previews of deletions share: counts in words, and what came in between the preview and the deletion. Safe in a browser. */
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
      return `${nouns[what]?.[1] ?? what}: ${count}, ${/^\d+$/.test(before) ? `were ${before}` : "not counted before"}`;
    })
    .join("; ");
}
