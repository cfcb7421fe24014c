import { entriesOf, rangesAround } from "./json-entries";
import { memberPath } from "./json-path";

/** So many matches are found; a search that finds more is too wide to walk through. */
export const MOST_MATCHES = 1000;
/** No JSON of people is nested deeper. */
const MAX_DEPTH = 1000;

/** A name or value that matches: its path, and what has to be open for it to be seen. */
export interface JsonMatch {
  path: string;
  opens: string[];
}

export interface JsonMatches {
  matches: JsonMatch[];
  /** The search stopped at the most. */
  more: boolean;
}

/** What finds `query` in a text, whatever its case; undefined for an empty query. */
export function patternOf(query: string): RegExp | undefined {
  const wanted = query.trim();
  if (wanted === "") return undefined;
  return new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
}

/** Finds a query in the names and values of JSON, in the order in which they are shown. A member counts once. */
export function searchJson(value: unknown, query: string): JsonMatches {
  const pattern = patternOf(query);
  const matches: JsonMatch[] = [];
  if (!pattern) return { matches, more: false };
  const hits = (text: string) => text.search(pattern) >= 0;
  let more = false;

  const look = (node: unknown, name: string | undefined, path: string, opens: string[], depth: number): void => {
    if (more) return;
    const entries = depth < MAX_DEPTH ? entriesOf(node) : undefined;
    if ((name !== undefined && hits(name)) || (!entries && hits(String(node)))) {
      if (matches.length === MOST_MATCHES) {
        more = true;
        return;
      }
      matches.push({ path, opens });
    }
    if (!entries || entries.length === 0) return;
    const inList = Array.isArray(node);
    const inside = [...opens, path];
    for (const [i, [key, child]] of entries.entries()) {
      const ranges = entries.length > 200 ? rangesAround(path, entries.length, i) : [];
      // The place in a list is no name.
      look(child, inList ? undefined : key, memberPath(path, key, inList), ranges.length > 0 ? [...inside, ...ranges] : inside, depth + 1);
      if (more) return;
    }
  };
  look(value, undefined, "", [], 0);
  return { matches, more };
}
