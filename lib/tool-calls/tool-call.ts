import { toolCallStatus } from "../db/values.ts";
import { choice, days, moreThan, text, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { statusLabel } from "../status-labels.ts";
import { failureGroups } from "./failures/failure-filter.ts";

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
