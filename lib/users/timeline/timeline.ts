import type { Permission } from "../../auth/permissions.ts";
import { choice, days } from "../../list/filters.ts";
import { listSpec } from "../../list/list-spec.ts";

/** What a timeline tells of, in the order in which it is offered, and what a person must be allowed to read to be told. */
export const timelineKinds = {
  "sign-in": { label: "Sign-ins", permission: "users:read" },
  chat: { label: "Chats", permission: "chats:read" },
  "tool-failure": { label: "Tool failures", permission: "tool-calls:read" },
  usage: { label: "Counters", permission: "usage:read" },
  payment: { label: "Payments", permission: "payments:read" },
  refund: { label: "Refunds", permission: "payments:read" },
  dispute: { label: "Disputes", permission: "payments:read" },
  subscription: { label: "Subscriptions", permission: "subscriptions:read" },
  staff: { label: "Staff acts", permission: "audit:read" },
} as const satisfies Record<string, { label: string; permission: Permission }>;

export type TimelineKind = keyof typeof timelineKinds;
export const timelineKindNames = Object.keys(timelineKinds) as TimelineKind[];

/** What can be told of a subscription from its dates, in the order in which it happens. */
export const subscriptionEvents = ["created", "started", "renewed", "canceled", "ends", "ended"] as const;
export type SubscriptionEvent = (typeof subscriptionEvents)[number];

/** The timeline of one user, as a list: it has an address of its own for each. */
export function timelineSpec(userId: string) {
  return listSpec({
    path: `/users/${encodeURIComponent(userId)}/timeline`,
    noun: ["entry", "entries"],
    search: null,
    sort: { at: "timestamp" },
    defaultSort: "-at",
    filters: { kind: choice("Kind", timelineKindNames, (kind) => timelineKinds[kind].label), at: days("Time") },
    columns: {},
  });
}

/** What stands in a timeline beside its time. Nothing of what was said in a chat; titles and errors without personal numbers. */
export type TimelineFacts =
  | { kind: "sign-in"; ip: string | null; userAgent: string | null; impersonated: boolean }
  | { kind: "chat"; chatId: string; title: string; visibility: string }
  | { kind: "tool-failure"; toolCallId: string; tool: string; status: string; error: string | null }
  | { kind: "usage"; usageId: string; counter: "messages" | "searches"; count: number; resetAt: string }
  | { kind: "payment"; paymentId: string; status: string | null; amount: number; currency: string; method: string | null }
  | {
      kind: "refund" | "dispute";
      paymentId: string;
      /** Null for an entry that cannot be read. */
      status: string | null;
      /** As it was sent, in minor units where it is a whole number; null where it is not said. */
      amount: string | null;
      currency: string;
      /** "requested_by_customer", "pre_dispute". */
      detail: string | null;
      /** The entry says when it was made; without that it stands at the time of its payment. */
      dated: boolean;
    }
  | {
      kind: "subscription";
      subscriptionId: string;
      event: SubscriptionEvent;
      product: string;
      status: string;
      amount: number;
      currency: string;
      interval: string;
      /** Polar's word for why it was canceled. */
      reason: string | null;
    }
  | {
      kind: "staff";
      auditId: string;
      action: string;
      actor: string;
      subjectType: string;
      subjectId: string;
      reason: string | null;
    };

/** One thing that happened, at `at`: an instant in ISO 8601, or as PostgreSQL writes a time that JavaScript cannot hold (`infinity`). */
export type TimelineEntry = TimelineFacts & { id: string; at: string };
