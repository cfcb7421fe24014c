import { days, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";

/** What was done, `noun.verb`. */
export const auditActions = [
  "user.correct",
  "user.change_roles",
  "user.ban",
  "user.unban",
  "user.revoke_session",
  "user.revoke_sessions",
  "user.delete",
  "user.make_admin",
  "subscription.link",
  "subscription.unlink",
  "subscription.cancel_at_period_end",
  "subscription.keep_renewing",
  "subscription.correct",
  "payment.link",
  "payment.unlink",
  "payment.correct",
  "usage.set",
  "usage.reset",
  "tool_call.cancel",
  "tool_call.retry",
  "tool_call.mark_failed",
  "tool_call.mark_timeout",
  "chat.read",
  "chat.search",
  "chat.correct",
  "chat.tag",
  "chat.untag",
  "chat.delete",
  "message.reveal",
  "chat_note.add",
  "chat_note.edit",
  "chat_note.delete",
  "tag.add",
  "tag.edit",
  "tag.delete",
  "list.export",
  "list.cancel_export",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** What it was done to. The two usage counters are subjects of their own: their rows have ids of their own. */
export const auditSubjects = [
  "user",
  "subscription",
  "payment",
  "message_usage",
  "extreme_search_usage",
  "tool_call",
  "chat",
  "message",
  "chat_note",
  "tag",
  "list",
] as const;
export type AuditSubject = (typeof auditSubjects)[number];

/** `payment.link` as "Payment: link". */
export function auditActionLabel(action: string): string {
  const [noun = "", verb = ""] = action.split(".");
  const words = (text: string) => text.replaceAll("_", " ");
  return verb ? `${words(noun).replace(/^./, (first) => first.toUpperCase())}: ${words(verb)}` : action;
}

/** Where a subject's page is; undefined for one that has none. */
export function auditSubjectPath(type: string, id: string): string | undefined {
  const key = encodeURIComponent(id);
  switch (type) {
    case "user":
      return `/users/${key}`;
    case "subscription":
      return `/subscriptions/${key}`;
    case "payment":
      return `/payments/${key}`;
    case "tool_call":
      return `/tool-calls/${key}`;
    case "chat":
      return `/chats/${key}`;
    case "tag":
      return `/tags/${key}/edit`;
    case "message_usage":
      return `/usage/${encodeURIComponent(`messages:${id}`)}`;
    case "extreme_search_usage":
      return `/usage/${encodeURIComponent(`searches:${id}`)}`;
    default:
      return undefined;
  }
}

export const auditList = listSpec({
  path: "/audit",
  noun: ["entry", "entries"],
  search: null,
  sort: { createdAt: "timestamp" },
  defaultSort: "-createdAt",
  filters: {
    actor: values("Who"),
    action: values("What"),
    subjectType: values("Subject type"),
    subject: values("Subject id"),
    createdAt: days("When"),
    id: values("Entry", { linkOnly: true }),
  },
  columns: {
    createdAt: "When",
    actor: "Who",
    action: "What",
    subject: "Subject",
    fields: "Changed fields",
    reason: "Reason",
    requestId: { label: "Request", hidden: true },
    ip: { label: "IP address", hidden: true },
  },
});
