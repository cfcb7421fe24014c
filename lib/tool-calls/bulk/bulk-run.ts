import { type BulkToolCallMove, bulkOutcome, bulkRunStatus, bulkToolCallMove } from "../../db/values.ts";
import { choice, days, values } from "../../list/filters.ts";
import { listSpec } from "../../list/list-spec.ts";
import { statusLabel } from "../../status-labels.ts";

/** More calls than this are not changed in one run: nobody can look them through afterwards, and it takes minutes. */
export const BULK_LIMIT = 10_000;

/** A run that has been silent for longer has lost its worker; whoever may change tool calls can then go on with it. */
export const LEASE_MS = 30_000;

/** The run's worker is gone: since this instant nothing has been heard of it. */
export function silentSince(now: Date): Date {
  return new Date(now.getTime() - LEASE_MS);
}

/** What a move of many calls is called, before and after, and what it does to each. */
export const bulkMoves: Readonly<Record<BulkToolCallMove, { label: string; able: string; noun: string; effect: string }>> = {
  cancel: {
    label: "Cancel",
    able: "canceled",
    noun: "Bulk cancel",
    effect:
      "Each call ends now. The product may still be working on some of them, but a canceled call is not meant to be answered any more.",
  },
  retry: {
    label: "Retry",
    able: "retried",
    noun: "Bulk retry",
    effect: "Each call waits in the queue again, and the product runs it with the same request. Its times, error and response are cleared.",
  },
};

/** The move that a URL names; undefined for anything else. */
export function bulkMoveOf(text: string | null): BulkToolCallMove | undefined {
  return bulkToolCallMove.find((move) => move === text);
}

/** True while calls of the run may still be changed. */
export function isUnfinished(status: string): boolean {
  return status === "running" || status === "stopping";
}

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
