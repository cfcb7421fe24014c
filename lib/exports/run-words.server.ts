import type { ExportScope } from "../db/values.ts";
import { namedIds } from "./ask-list.server.ts";
import { exportedListOf } from "./exported-lists.server.ts";

/** What narrowed an export, in words; empty where nothing did. Of a list that is no longer exported, its parameters as they are. */
export function runWords({ list, scope, filter }: { list: string; scope: ExportScope; filter: string }): string {
  const params = new URLSearchParams(filter);
  const words = exportedListOf(list)?.words(params, scope === "all" ? undefined : namedIds(params));
  return words ? words.join("; ") : filter;
}
