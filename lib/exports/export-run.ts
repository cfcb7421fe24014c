import { type ExportFormat, type ExportScope, type ExportStatus, exportFormat, exportStatus } from "../db/values.ts";
import { choice, days, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";

/** What of a list goes into a file, as people call it. */
export const scopeLabel: Readonly<Record<ExportScope, string>> = { selected: "Selected rows", page: "This page", all: "All that match" };

export const formatLabel: Readonly<Record<ExportFormat, string>> = { csv: "CSV", xlsx: "XLSX" };

export const exportStatusLabel: Readonly<Record<ExportStatus, string>> = {
  running: "Running",
  finished: "Finished",
  canceled: "Canceled",
  failed: "Failed",
};

/** A download that nobody reads for so long is given up: it holds a connection, and the database keeps what its snapshot can still see. */
export const IDLE_LIMIT_MS = 10 * 60_000;

/** However steadily it is read: what holds a snapshot keeps the database from clearing up. */
export const TOTAL_LIMIT_MS = 2 * 60 * 60_000;

/** A running export says that it lives so often, whether anybody reads it or not. */
export const HEARTBEAT_MS = 60_000;

/** A running export that has not been heard of for longer than any idle download may last has lost its process. */
const LOST_AFTER_MS = IDLE_LIMIT_MS + 5 * 60_000;

/** Running exports that were last heard of before this instant have lost their process. */
export function lostBefore(now: Date): Date {
  return new Date(now.getTime() - LOST_AFTER_MS);
}

/** An export's status as it is at `now`: one whose process ended without a word has failed, whatever its row says. */
export function exportStatusAt(run: { status: ExportStatus; heartbeatAt: Date | string }, now: Date): ExportStatus {
  return run.status === "running" && new Date(run.heartbeatAt) < lostBefore(now) ? "failed" : run.status;
}

/** So many rows can be picked by id; as many as a form may send. */
export const MAX_SELECTED = 2_000;

export const exportRunList = listSpec({
  path: "/exports",
  noun: ["export", "exports"],
  search: null,
  sort: { createdAt: "timestamp" },
  defaultSort: "-createdAt",
  filters: {
    list: values("List"),
    who: values("Who"),
    status: choice("Status", exportStatus, (status) => exportStatusLabel[status]),
    format: choice("Format", exportFormat, (format) => formatLabel[format]),
    createdAt: days("When"),
    id: values("Export", { linkOnly: true }),
  },
  columns: {
    createdAt: "When",
    who: "Who",
    list: "List",
    scope: "Scope",
    filter: "Filter",
    rows: "Rows",
    format: "Format",
    status: "Status",
    id: { label: "Export id", hidden: true },
  },
});
