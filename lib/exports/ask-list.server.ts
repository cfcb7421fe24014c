import type { Staff } from "../auth/staff.server.ts";
import { exportScope } from "../db/values.ts";
import { cleanText } from "../list/filters.ts";
import { ExportRefused } from "./export-refused.ts";
import { MAX_SELECTED } from "./export-run.ts";
import type { AskedList, ExportedList } from "./exported-list.server.ts";
import type { WantedExport } from "./prepare-download.server.ts";

/**
 * What a link or a form asks a list for: its own parameters, and `scope`. "Selected rows" and "this page" are the rows named by `id`,
 * whatever they match by now.
 *
 * @throws ExportRefused 400 where rows are to be named and none is: everything is not what was meant
 */
export function askList(list: ExportedList, staff: Staff, params: URLSearchParams, at: Date): AskedList {
  const scope = exportScope.find((one) => one === params.get("scope")) ?? "all";
  if (scope === "all") return list.ask(staff, { scope, params }, at);
  const ids = namedIds(params);
  if (ids.length === 0) throw new ExportRefused(400, "No rows are named. Select some in the list and export them there.");
  return list.ask(staff, { scope, params, ids }, at);
}

/** The rows that parameters name by id, each once, as far as so many can be picked. */
export function namedIds(params: URLSearchParams): string[] {
  return [...new Set(params.getAll("id").map(cleanText))].filter(Boolean).slice(0, MAX_SELECTED);
}

/** The export that a link to a list's `.csv` means: every column that the person may take. */
export function csvWanted(list: ExportedList, staff: Staff, { url, signal }: Request): WantedExport {
  const at = new Date();
  const asked = askList(list, staff, new URL(url).searchParams, at);
  return { asked, at, format: "csv", columns: asked.columns, signal };
}
