/**
 * The word and the meaning of every status that this dashboard knows. A state, not a colour, is chosen here: its colour and its shape
 * follow from it, so that green is done and red is failed on every page. Safe in a browser.
 */
import type {
  BulkOutcome,
  BulkRunStatus,
  ChatVisibility,
  PaymentStatus,
  StaffRole,
  SubscriptionStatus,
  ToolCallStatus,
  UserRole,
} from "./db/values.ts";

export type StatusState = "done" | "running" | "queued" | "attention" | "failed" | "refunded" | "stopped" | "plain";

export interface StatusMeaning {
  label: string;
  state: StatusState;
}

const payment: Record<PaymentStatus, StatusMeaning> = {
  succeeded: { label: "Succeeded", state: "done" },
  failed: { label: "Failed", state: "failed" },
  cancelled: { label: "Cancelled", state: "stopped" },
  processing: { label: "Processing", state: "running" },
  requires_customer_action: { label: "Needs customer action", state: "attention" },
  requires_merchant_action: { label: "Needs merchant action", state: "attention" },
  requires_payment_method: { label: "Needs payment method", state: "attention" },
  requires_confirmation: { label: "Needs confirmation", state: "attention" },
  requires_capture: { label: "Needs capture", state: "attention" },
  partially_captured: { label: "Partially captured", state: "attention" },
  partially_captured_and_capturable: { label: "Partially captured and capturable", state: "attention" },
};

const subscription: Record<SubscriptionStatus, StatusMeaning> = {
  incomplete: { label: "Incomplete", state: "attention" },
  incomplete_expired: { label: "Incomplete expired", state: "stopped" },
  trialing: { label: "Trialing", state: "running" },
  active: { label: "Active", state: "done" },
  past_due: { label: "Past due", state: "attention" },
  canceled: { label: "Canceled", state: "stopped" },
  unpaid: { label: "Unpaid", state: "failed" },
  paused: { label: "Paused", state: "queued" },
};

const toolCall: Record<ToolCallStatus, StatusMeaning> = {
  queued: { label: "Queued", state: "queued" },
  running: { label: "Running", state: "running" },
  succeeded: { label: "Succeeded", state: "done" },
  failed: { label: "Failed", state: "failed" },
  timeout: { label: "Timed out", state: "failed" },
  canceled: { label: "Canceled", state: "stopped" },
};

const visibility: Record<ChatVisibility, StatusMeaning> = {
  public: { label: "Public", state: "plain" },
  private: { label: "Private", state: "plain" },
};

const role: Record<UserRole | StaffRole, StatusMeaning> = {
  user: { label: "User", state: "plain" },
  admin: { label: "Admin", state: "plain" },
  support: { label: "Support", state: "plain" },
  finance: { label: "Finance", state: "plain" },
};

/** Dodo Payments' `dispute_status`. */
const dispute: Record<string, StatusMeaning> = {
  dispute_opened: { label: "Dispute opened", state: "attention" },
  dispute_expired: { label: "Dispute expired", state: "stopped" },
  dispute_accepted: { label: "Dispute accepted", state: "failed" },
  dispute_cancelled: { label: "Dispute cancelled", state: "stopped" },
  dispute_challenged: { label: "Dispute challenged", state: "running" },
  dispute_won: { label: "Dispute won", state: "done" },
  dispute_lost: { label: "Dispute lost", state: "failed" },
  // Not Dodo's: what our own function says of an entry that it cannot read.
  unreadable: { label: "Dispute unreadable", state: "attention" },
};

/** Dodo Payments' refund status. */
const refund: Record<string, StatusMeaning> = {
  succeeded: { label: "Refunded", state: "refunded" },
  failed: { label: "Refund failed", state: "failed" },
  pending: { label: "Refund pending", state: "running" },
  review: { label: "Refund in review", state: "attention" },
};

const bulkRun: Record<BulkRunStatus, StatusMeaning> = {
  running: { label: "Running", state: "running" },
  stopping: { label: "Stopping", state: "attention" },
  stopped: { label: "Stopped", state: "stopped" },
  finished: { label: "Finished", state: "done" },
};

/** What became of one row of a bulk change. */
const bulkOutcome: Record<BulkOutcome, StatusMeaning> = {
  pending: { label: "Pending", state: "queued" },
  done: { label: "Done", state: "done" },
  refused: { label: "Refused", state: "attention" },
  skipped: { label: "Skipped", state: "stopped" },
};

const meanings = {
  ...{ payment, subscription, "tool-call": toolCall, visibility, role, dispute, refund },
  ...{ "bulk-run": bulkRun, "bulk-outcome": bulkOutcome },
} as const;

export type StatusKind = keyof typeof meanings;

/** What a stored value means; `undefined` for a value that its maker added without asking. */
export function statusMeaning(kind: StatusKind, value: string): StatusMeaning | undefined {
  const known: Record<string, StatusMeaning> = meanings[kind];
  return Object.hasOwn(known, value) ? known[value] : undefined;
}

/** What is said where nothing is stored; of every other kind "no status". */
const unstored: { readonly [Kind in StatusKind]?: string } = { role: "no role", visibility: "no visibility" };

/** The word shown for a stored value: "Past due", "unknown: foo" for a value nobody listed, "no status" for null. */
export function statusLabel(kind: StatusKind, value: string | null): string {
  if (value === null) return unstored[kind] ?? "no status";
  return statusMeaning(kind, value)?.label ?? `unknown: ${value}`;
}
