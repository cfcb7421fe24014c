import { exportedListOf } from "./exported-lists.server.ts";

/** What narrowed an export, in words; empty where nothing did. Of a list that is no longer exported, its parameters as they are. */
export function runWords({ list, filter }: { list: string; filter: string }): string {
  const exported = exportedListOf(list);
  return exported ? exported.words(new URLSearchParams(filter)).join("; ") : filter;
}
