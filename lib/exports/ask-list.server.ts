import type { Staff } from "../auth/staff.server.ts";
import { type ExportScope, exportScope } from "../db/values.ts";
import { cleanText } from "../list/filters.ts";
import { MAX_SELECTED } from "./export-run.ts";
import type { AskedList, ExportedList } from "./exported-list.server.ts";
import type { WantedExport } from "./prepare-download.server.ts";

/**
 * What a link or a form asks a list for: its own parameters, and `scope`. "Selected rows" and "this page" are the rows named by `id`,
 * whatever they match by now; without an id there is nothing to name, and the parameters decide.
 */
export function askList(list: ExportedList, staff: Staff, params: URLSearchParams, at: Date): AskedList {
  const named = exportScope.find((scope) => scope === params.get("scope")) ?? "all";
  const ids = [...new Set(params.getAll("id").map(cleanText))].filter(Boolean).slice(0, MAX_SELECTED);
  const scope: ExportScope = ids.length > 0 ? named : "all";
  return list.ask(staff, { scope, params, ids: scope === "all" ? undefined : ids }, at);
}

/** The export that a link to a list's `.csv` means: every column that the person may take. */
export function csvWanted(list: ExportedList, staff: Staff, url: string): WantedExport {
  const at = new Date();
  const asked = askList(list, staff, new URL(url).searchParams, at);
  return { asked, at, format: "csv", columns: asked.columns };
}
