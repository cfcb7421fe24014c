import { type ToolCallStatus, toolCallStatus } from "../db/values.ts";
import { choice, days, moreThan, text, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { statusLabel } from "../status-labels.ts";
import { failureGroups } from "./failures/failure-filter.ts";

/** The statuses of calls that ended without what they were to find: what "failed" means where calls are counted. */
export const failedStatuses = ["failed", "timeout"] as const satisfies readonly ToolCallStatus[];

/** A call that has been running for longer than this is stuck. */
const STUCK_AFTER_MS = 10 * 60_000;

/** Calls that have been running since before this instant are stuck. */
export function stuckSince(now: Date): Date {
  return new Date(now.getTime() - STUCK_AFTER_MS);
}

/** True for a call that has been running for over ten minutes; where the start was not written down, since it was created. */
export function isStuck(call: { status: string; createdAt: Date; startedAt: Date | null }, now: Date): boolean {
  return call.status === "running" && (call.startedAt ?? call.createdAt) < stuckSince(now);
}

export const toolCallList = listSpec({
  path: "/tool-calls",
  noun: ["tool call", "tool calls"],
  search: "Chat title, user's name or e-mail, or an exact call, chat or user id",
  sort: { createdAt: "timestamp", duration: "integer" },
  defaultSort: "-createdAt",
  filters: {
    status: choice("Status", toolCallStatus, (status) => statusLabel("tool-call", status)),
    tool: values("Tool"),
    createdAt: days("Time"),
    longerThan: moreThan("Duration", "seconds"),
    error: text("Error"),
    stuck: yesNo("Stuck", { yes: "running over 10 minutes", no: "not running over 10 minutes" }),
    measured: yesNo("Measured", { yes: "started and finished", no: "not started or not finished" }),
    user: values("User", { linkOnly: true }),
    chat: values("Chat", { linkOnly: true }),
    failure: failureGroups("Failure"),
    id: values("Tool call", { linkOnly: true }),
  },
  columns: {
    tool: "Tool",
    status: "Status",
    chat: "Chat",
    user: "User",
    duration: "Duration",
    createdAt: "Time",
    error: "Error",
    startedAt: { label: "Started", hidden: true },
    finishedAt: { label: "Finished", hidden: true },
    id: { label: "Tool call id", hidden: true },
  },
});
