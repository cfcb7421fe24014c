/**
 * The values that status-like columns hold, written once: the column's enum, the filter, the form and the badge all read them here.
 * Safe in a browser, which is why they stand apart from the tables. `schema.ts` exports them again.
 */

/** What a person may do in the product itself; `admin` may also do everything here. */
export const userRole = ["user", "admin"] as const;
export type UserRole = (typeof userRole)[number];

/** What `user_roles` can grant beside `user.role`. */
export const staffRole = ["support", "finance"] as const;
export type StaffRole = (typeof staffRole)[number];

export const chatVisibility = ["public", "private"] as const;
export type ChatVisibility = (typeof chatVisibility)[number];

export const toolCallStatus = ["queued", "running", "succeeded", "failed", "timeout", "canceled"] as const;
export type ToolCallStatus = (typeof toolCallStatus)[number];

/** AI SDK roles, then the two that only older rows hold. The column is free text. */
export const messageRole = ["system", "user", "assistant", "tool", "data"] as const;
export type MessageRole = (typeof messageRole)[number];

/** Polar's subscription statuses. The column is free text: Polar adds values without asking. */
export const subscriptionStatus = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "canceled",
  "unpaid",
  "paused",
] as const;
export type SubscriptionStatus = (typeof subscriptionStatus)[number];

/** Polar's recurring intervals; any other value is shown as it is and left out of monthly recurring revenue. */
export const recurringInterval = ["day", "week", "month", "year"] as const;
export type RecurringInterval = (typeof recurringInterval)[number];

/** Dodo Payments' payment statuses. The column is free text and may be null. */
export const paymentStatus = [
  "succeeded",
  "failed",
  "cancelled",
  "processing",
  "requires_customer_action",
  "requires_merchant_action",
  "requires_payment_method",
  "requires_confirmation",
  "requires_capture",
  "partially_captured",
  "partially_captured_and_capturable",
] as const;
export type PaymentStatus = (typeof paymentStatus)[number];

/** Dodo Payments' statuses of an entry of `refunds`. */
export const refundStatus = ["succeeded", "failed", "pending", "review"] as const;
export type RefundStatus = (typeof refundStatus)[number];

/** Dodo Payments' `dispute_status`, of an entry of `disputes`. */
export const disputeStatus = [
  "dispute_opened",
  "dispute_expired",
  "dispute_accepted",
  "dispute_cancelled",
  "dispute_challenged",
  "dispute_won",
  "dispute_lost",
] as const;
export type DisputeStatus = (typeof disputeStatus)[number];

/** Dodo Payments' `dispute_stage`. */
export const disputeStage = ["pre_dispute", "dispute", "pre_arbitration"] as const;
export type DisputeStage = (typeof disputeStage)[number];

export const amadeusEnvironment = ["test", "prod"] as const;
export type AmadeusEnvironment = (typeof amadeusEnvironment)[number];

/** The colours of a tag; each is a class of the badge. */
export const tagColor = ["grey", "blue", "green", "amber", "red", "violet"] as const;
export type TagColor = (typeof tagColor)[number];

/** The moves of tool calls that can be made of many at once. */
export const bulkToolCallMove = ["cancel", "retry"] as const;
export type BulkToolCallMove = (typeof bulkToolCallMove)[number];

/** `stopping`: a person asked for the end, the batch at hand is still being done. */
export const bulkRunStatus = ["running", "stopping", "stopped", "finished"] as const;
export type BulkRunStatus = (typeof bulkRunStatus)[number];

/** What became of one call of a bulk change; `skipped`: the change was stopped before its turn. */
export const bulkOutcome = ["pending", "done", "refused", "skipped"] as const;
export type BulkOutcome = (typeof bulkOutcome)[number];

export const paymentEntryKind = ["refund", "dispute"] as const;
export type PaymentEntryKind = (typeof paymentEntryKind)[number];

/** Why an entry of a payment's refunds or disputes could not be read, or not wholly. */
export const paymentEntryProblem = ["not_a_list", "too_many", "not_an_object", "status", "amount", "currency", "date"] as const;
export type PaymentEntryProblem = (typeof paymentEntryProblem)[number];

/** What of a list is exported. */
export const exportScope = ["selected", "page", "all"] as const;
export type ExportScope = (typeof exportScope)[number];

export const exportFormat = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormat)[number];

export const exportStatus = ["running", "finished", "canceled", "failed"] as const;
export type ExportStatus = (typeof exportStatus)[number];

/** What is rolled up by day and month. */
export const rollupSeries = [
  "sign_ups",
  "messages",
  "messages_by_kind",
  "usage",
  "tool_calls",
  "tool_latency",
  "revenue",
  "payments",
  "payments_by_product",
  "payments_by_country",
  "payments_by_method",
  "entries",
  "entries_by_product",
  "entries_by_country",
  "entries_by_method",
  "subscriptions_started",
  "subscriptions_ended",
] as const;
export type RollupSeries = (typeof rollupSeries)[number];

export const rollupUnit = ["day", "month"] as const;
export type RollupUnit = (typeof rollupUnit)[number];

/**
 * Whose changes are noted for the roll-ups. `active`: a user's counter came, went or moved, which touches a later day of theirs too. `plan`: a
 * subscription's product, which is that of its payments.
 */
export const rollupSource = ["user", "message", "tool_call", "usage", "active", "payment", "entry", "subscription", "plan"] as const;
export type RollupSource = (typeof rollupSource)[number];
