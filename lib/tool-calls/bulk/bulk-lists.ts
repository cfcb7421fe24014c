import { bulkOutcome, bulkRunStatus, bulkToolCallMove } from "../../db/values.ts";
import { choice, days, values } from "../../list/filters.ts";
import { listSpec } from "../../list/list-spec.ts";
import { statusLabel } from "../../status-labels.ts";
import { bulkMoves } from "./bulk-run.ts";

/** Past and present runs. */
export const bulkRunList = listSpec({
  path: "/tool-calls/bulk/runs",
  noun: ["bulk run", "bulk runs"],
  search: null,
  sort: { createdAt: "timestamp" },
  defaultSort: "-createdAt",
  filters: {
    status: choice("Status", bulkRunStatus, (status) => statusLabel("bulk-run", status)),
    move: choice("Change", bulkToolCallMove, (move) => bulkMoves[move].label),
    createdAt: days("Started"),
    staff: values("Who", { linkOnly: true }),
    id: values("Bulk run", { linkOnly: true }),
  },
  columns: {
    move: "Change",
    status: "Status",
    total: "Calls",
    done: "Done",
    refused: "Refused",
    skipped: "Skipped",
    staff: "Who",
    createdAt: "Started",
    reason: "Reason",
    finishedAt: { label: "Ended", hidden: true },
    id: { label: "Bulk run id", hidden: true },
  },
});

/** The calls of one run. What was refused or skipped stands before what was done. */
export function bulkItemList(runId: string) {
  return listSpec({
    path: `/tool-calls/bulk/${runId}`,
    noun: ["tool call", "tool calls"],
    search: null,
    sort: { outcome: "text" },
    defaultSort: "-outcome",
    filters: { outcome: choice("Outcome", bulkOutcome, (outcome) => statusLabel("bulk-outcome", outcome)) },
    columns: { tool: "Tool", outcome: "Outcome", detail: "Why", status: "Status now", chat: "Chat", doneAt: "When", id: "Tool call id" },
  });
}
