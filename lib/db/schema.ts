import { generateId } from "ai";
import { type AnyColumn, type InferSelectModel, type SQL, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { v4 as uuidv4 } from "uuid";
import { encryptedText } from "./encrypted-text.ts";
import {
  amadeusEnvironment,
  bulkOutcome,
  bulkRunStatus,
  bulkToolCallMove,
  chatVisibility,
  exportFormat,
  exportScope,
  exportStatus,
  paymentEntryKind,
  paymentEntryProblem,
  rollupSeries,
  rollupSource,
  rollupUnit,
  staffRole,
  type ToolCallStatus,
  tagColor,
  userRole,
} from "./values.ts";

export * from "./values.ts";

// Every index that serves a list ends on the id, because every list is ordered by (sort key, id). One index serves both directions.
// Sort keys that can be null are indexed as the expression that the list orders by, in which null has a place of its own.

const milliseconds = (from: AnyColumn, to: AnyColumn): SQL<number> =>
  sql<number>`coalesce((extract(epoch from (${to} - ${from})) * 1000)::bigint, '-1'::bigint)`;

/** The words of a text with their places, for full-text search; never selected. */
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * What people are ordered by: an index entry holds 2.7 kB, a name may be longer, and the product's own write must not fail for it. In a product
 * whose users need no name, those without one have a place in the order too.
 */
const nameSortKey = (name: AnyColumn): SQL<string> => sql<string>`left(coalesce(${name}, ''), 100)`;

/**
 * What e-mails are compared by: in lower case, without blanks around them; null, which equals nothing, for one that is null, blank or longer
 * than an e-mail can be.
 */
export const emailKey = (email: AnyColumn | SQL): SQL<string | null> =>
  sql<string | null>`(case when length(${email}) <= 320 then nullif(lower(btrim(${email}, E' \\t\\r\\n')), '') end)`;

export const user = pgTable(
  "user",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique(),
    emailVerified: boolean("email_verified").notNull(),
    image: text("image"),
    createdAt: timestamp("created_at").notNull(),
    updatedAt: timestamp("updated_at").notNull(),
    role: text("role", { enum: userRole }).notNull().default("user"),
    // The ban columns of better-auth's admin plugin. An expired ban stays `banned` until the person next signs in.
    banned: boolean("banned").notNull().default(false),
    banReason: text("ban_reason"),
    banExpires: timestamp("ban_expires"),
  },
  (t) => [
    index("user_created_at_idx").on(t.createdAt, t.id),
    index("user_name_idx").on(nameSortKey(t.name), t.id),
    index("user_email_idx").on(t.email, t.id),
    index("user_email_key_idx").on(emailKey(t.email), t.id),
    index("user_role_idx").on(t.role, t.createdAt, t.id),
    index("user_email_verified_idx").on(t.emailVerified, t.createdAt, t.id),
    index("user_banned_idx").on(t.banned, t.createdAt, t.id),
    index("user_name_trgm_idx").using("gin", t.name.op("gin_trgm_ops")),
    index("user_email_trgm_idx").using("gin", t.email.op("gin_trgm_ops")),
  ],
);

export const userNameSortKey = nameSortKey(user.name);

export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    expiresAt: timestamp("expires_at").notNull(),
    token: text("token").notNull().unique(),
    createdAt: timestamp("created_at").notNull(),
    updatedAt: timestamp("updated_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    impersonatedBy: text("impersonated_by"),
  },
  (t) => [index("session_user_id_idx").on(t.userId, t.createdAt, t.id)],
);

export const account = pgTable(
  "account",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: timestamp("access_token_expires_at"),
    refreshTokenExpiresAt: timestamp("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: timestamp("created_at").notNull(),
    updatedAt: timestamp("updated_at").notNull(),
  },
  (t) => [index("account_user_id_idx").on(t.userId, t.id)],
);

export const verification = pgTable(
  "verification",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: timestamp("expires_at").notNull(),
    createdAt: timestamp("created_at"),
    updatedAt: timestamp("updated_at"),
  },
  (t) => [index("verification_identifier_idx").on(t.identifier, t.id)],
);

export const chat = pgTable(
  "chat",
  {
    id: text("id")
      .primaryKey()
      .notNull()
      .$defaultFn(() => uuidv4()),
    userId: text("userId")
      .notNull()
      .references(() => user.id),
    title: text("title").notNull().default("New Chat"),
    createdAt: timestamp("created_at").defaultNow().notNull(),
    updatedAt: timestamp("updated_at").defaultNow().notNull(),
    visibility: varchar("visibility", { enum: chatVisibility }).notNull().default("private"),
  },
  (t) => [
    index("chat_user_id_idx").on(t.userId, t.updatedAt, t.id),
    index("chat_created_at_idx").on(t.createdAt, t.id),
    index("chat_updated_at_idx").on(t.updatedAt, t.id),
    index("chat_visibility_idx").on(t.visibility, t.updatedAt, t.id),
    index("chat_title_trgm_idx").using("gin", t.title.op("gin_trgm_ops")),
  ],
);

export const message = pgTable(
  "message",
  {
    id: text("id")
      .primaryKey()
      .notNull()
      .$defaultFn(() => generateId()),
    chatId: text("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    parts: json("parts").notNull(),
    attachments: json("attachments").notNull(),
    createdAt: timestamp("created_at").defaultNow().notNull(),
    model: text("model"),
    inputTokens: integer("input_tokens"),
    outputTokens: integer("output_tokens"),
    totalTokens: integer("total_tokens"),
    /** Seconds. */
    completionTime: real("completion_time"),
  },
  (t) => [
    index("message_chat_id_idx").on(t.chatId, t.createdAt, t.id),
    index("message_created_at_idx").on(t.createdAt, t.id),
    index("message_role_idx").on(t.role, t.createdAt, t.id),
    index("message_model_idx").on(t.model, t.createdAt, t.id),
    // Which chats a model answered in, without reading the wide rows.
    index("message_model_chat_id_idx").on(t.model, t.chatId, t.id),
    // Lets the overview add up a range without reading the wide rows.
    index("message_tokens_idx").on(t.createdAt, t.totalTokens, t.id),
  ],
);

export const stream = pgTable(
  "stream",
  {
    id: text("id")
      .primaryKey()
      .notNull()
      .$defaultFn(() => generateId()),
    chatId: text("chatId")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    createdAt: timestamp("createdAt").notNull().defaultNow(),
  },
  (t) => [index("stream_chat_id_idx").on(t.chatId, t.id)],
);

export const toolCalls = pgTable(
  "tool_calls",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    chatId: text("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    toolName: text("tool_name").notNull(),
    status: text("status").$type<ToolCallStatus>().default("queued").notNull(),
    request: json("request").notNull(),
    response: json("response"),
    error: text("error"),
    dedupeKey: text("dedupe_key").unique(),
    createdAt: timestamp("created_at").defaultNow().notNull(),
    startedAt: timestamp("started_at"),
    finishedAt: timestamp("finished_at"),
  },
  (t) => [
    index("tool_calls_chat_id_idx").on(t.chatId, t.createdAt, t.id),
    index("tool_calls_created_at_idx").on(t.createdAt, t.id),
    index("tool_calls_status_idx").on(t.status, t.createdAt, t.id),
    index("tool_calls_status_started_at_idx").on(t.status, t.startedAt, t.id),
    index("tool_calls_tool_name_idx").on(t.toolName, t.createdAt, t.id),
    index("tool_calls_duration_idx").on(milliseconds(t.startedAt, t.finishedAt), t.id),
    index("tool_calls_error_trgm_idx").using("gin", t.error.op("gin_trgm_ops")),
  ],
);

/** Milliseconds from start to finish; -1 for a call that has not finished, so that every row has a place in the order. */
export const toolCallDurationMs = milliseconds(toolCalls.startedAt, toolCalls.finishedAt);

/** What the assistant remembers of a chat between two messages. */
export interface SessionStateData {
  last_flight_request?: {
    origin: string;
    destination: string;
    departDate: string;
    returnDate?: string | null;
    cabin: string;
    passengers?: number;
  };
  pending_flight_request?: {
    origin?: string;
    destination?: string;
  } | null;
  preferences?: Record<string, unknown>;
}

export const sessionStates = pgTable("session_states", {
  id: uuid("id").primaryKey().defaultRandom(),
  chatId: text("chat_id")
    .notNull()
    .references(() => chat.id, { onDelete: "cascade" })
    .unique(),
  state: json("state").$type<SessionStateData>().notNull(),
  updatedAt: timestamp("updated_at").defaultNow().notNull(),
});

/** The id of a row in the list of both counters. The prefix keeps rows of the two tables apart where their ids are alike. */
export const usageRowId = (counter: "messages" | "searches", id: AnyColumn): SQL<string> =>
  sql<string>`(${sql.raw(`'${counter}:'`)} || ${id})`;

/** One row a user and day; `resetAt` says when the counter starts over. */
export const messageUsage = pgTable(
  "message_usage",
  {
    id: text("id")
      .primaryKey()
      .$defaultFn(() => generateId()),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    messageCount: integer("message_count").notNull().default(0),
    date: timestamp("date").notNull().defaultNow(),
    resetAt: timestamp("reset_at").notNull(),
    createdAt: timestamp("created_at").notNull().defaultNow(),
    updatedAt: timestamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("message_usage_user_id_idx").on(t.userId, t.date, usageRowId("messages", t.id)),
    index("message_usage_date_idx").on(t.date, usageRowId("messages", t.id)),
    index("message_usage_count_idx").on(t.messageCount, usageRowId("messages", t.id)),
    index("message_usage_date_user_id_idx").on(t.date, t.userId, t.id),
  ],
);

/** One row a user and day; `resetAt` says when the counter starts over. */
export const extremeSearchUsage = pgTable(
  "extreme_search_usage",
  {
    id: text("id")
      .primaryKey()
      .$defaultFn(() => generateId()),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    searchCount: integer("search_count").notNull().default(0),
    date: timestamp("date").notNull().defaultNow(),
    resetAt: timestamp("reset_at").notNull(),
    createdAt: timestamp("created_at").notNull().defaultNow(),
    updatedAt: timestamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("extreme_search_usage_user_id_idx").on(t.userId, t.date, usageRowId("searches", t.id)),
    index("extreme_search_usage_date_idx").on(t.date, usageRowId("searches", t.id)),
    index("extreme_search_usage_count_idx").on(t.searchCount, usageRowId("searches", t.id)),
    index("extreme_search_usage_date_user_id_idx").on(t.date, t.userId, t.id),
  ],
);

/** Polar webhook data. `amount` is in the currency's minor unit; the two JSON texts are kept as Polar sent them. */
export const subscription = pgTable(
  "subscription",
  {
    id: text("id").primaryKey(),
    createdAt: timestamp("createdAt").notNull(),
    modifiedAt: timestamp("modifiedAt"),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
    recurringInterval: text("recurringInterval").notNull(),
    status: text("status").notNull(),
    currentPeriodStart: timestamp("currentPeriodStart").notNull(),
    currentPeriodEnd: timestamp("currentPeriodEnd").notNull(),
    cancelAtPeriodEnd: boolean("cancelAtPeriodEnd").notNull().default(false),
    canceledAt: timestamp("canceledAt"),
    startedAt: timestamp("startedAt").notNull(),
    endsAt: timestamp("endsAt"),
    endedAt: timestamp("endedAt"),
    customerId: text("customerId").notNull(),
    productId: text("productId").notNull(),
    discountId: text("discountId"),
    checkoutId: text("checkoutId").notNull(),
    customerCancellationReason: text("customerCancellationReason"),
    customerCancellationComment: text("customerCancellationComment"),
    metadata: text("metadata"),
    customFieldData: text("customFieldData"),
    // Survives the user: what was sold stays on the books.
    userId: text("userId").references(() => user.id, { onDelete: "set null" }),
  },
  (t) => [
    index("subscription_user_id_idx").on(t.userId, t.startedAt, t.id),
    index("subscription_created_at_idx").on(t.createdAt, t.id),
    index("subscription_current_period_end_idx").on(t.currentPeriodEnd, t.id),
    index("subscription_amount_idx").on(t.amount, t.id),
    index("subscription_status_idx").on(t.status, t.createdAt, t.id),
    index("subscription_currency_idx").on(t.currency, t.createdAt, t.id),
    index("subscription_recurring_interval_idx").on(t.recurringInterval, t.createdAt, t.id),
    index("subscription_cancel_at_period_end_idx").on(t.cancelAtPeriodEnd, t.createdAt, t.id),
    index("subscription_product_id_idx").on(t.productId, t.createdAt, t.id),
    index("subscription_customer_id_idx").on(t.customerId, t.createdAt, t.id),
    index("subscription_without_user_idx").on(t.createdAt, t.id).where(sql`${t.userId} is null`),
    index("subscription_started_at_idx").on(t.startedAt, t.id),
    index("subscription_canceled_at_idx").on(t.canceledAt, t.id).where(sql`${t.canceledAt} is not null`),
    index("subscription_ended_at_idx").on(t.endedAt, t.id).where(sql`${t.endedAt} is not null`),
    index("subscription_stopped_at_idx").on(sql`(greatest(${t.startedAt}, ${t.endedAt}))`, t.id).where(sql`${t.endedAt} is not null`),
    // Of the verdicts on entitlements: what is past its end, who has two that run, and what went on after its end.
    index("subscription_due_idx").on(t.status, sql`(least(${t.currentPeriodEnd}, ${t.endedAt}))`, t.id),
    index("subscription_running_idx").on(t.userId, t.endedAt, t.id).where(sql`${t.status} in ('trialing', 'active', 'past_due')`),
    index("subscription_renewed_idx")
      .on(t.userId, t.id)
      .where(sql`${t.currentPeriodStart} >= coalesce(${t.endedAt}, ${t.endsAt}, ${t.canceledAt})`),
  ],
);

/** Dodo Payments webhook data. Amounts are in their currency's minor unit and include tax. */
export const payment = pgTable(
  "payment",
  {
    id: text("id").primaryKey(),
    createdAt: timestamp("created_at").notNull(),
    updatedAt: timestamp("updated_at"),
    brandId: text("brand_id"),
    businessId: text("business_id"),
    cardIssuingCountry: text("card_issuing_country"),
    cardLastFour: text("card_last_four"),
    cardNetwork: text("card_network"),
    cardType: text("card_type"),
    currency: text("currency").notNull(),
    digitalProductsDelivered: boolean("digital_products_delivered"),
    discountId: text("discount_id"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    paymentLink: text("payment_link"),
    paymentMethod: text("payment_method"),
    paymentMethodType: text("payment_method_type"),
    settlementAmount: integer("settlement_amount"),
    settlementCurrency: text("settlement_currency"),
    settlementTax: integer("settlement_tax"),
    status: text("status"),
    subscriptionId: text("subscription_id"),
    tax: integer("tax"),
    totalAmount: integer("total_amount").notNull(),
    billing: json("billing"),
    customer: json("customer"),
    disputes: json("disputes"),
    metadata: json("metadata"),
    productCart: json("product_cart"),
    refunds: json("refunds"),
    // Survives the user: money that moved stays on the books.
    userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
    // Kept by a trigger, whoever writes the row: nothing of ours sets them. No generated columns, which a live table could only be given by
    // writing all of it anew while everybody waits.
    /** Minor units: what the succeeded entries of `refunds` add up to. An entry that cannot be read adds nothing here, see below. */
    refundedAmount: bigint("refunded_amount", { mode: "number" }).notNull().default(0),
    /** How many entries of `refunds` and `disputes` do not have the shape that Dodo Payments publishes. */
    unreadableEntries: integer("unreadable_entries").notNull().default(0),
    /** The `dispute_status` of the newest dispute; "unreadable" where it names none; null without a dispute. */
    disputeStatus: text("dispute_status"),
    customerId: text("customer_id"),
    customerEmail: text("customer_email"),
    customerName: text("customer_name"),
    /** The one product of `product_cart`; "several" where there are more; null where it names none that reads as an id. */
    cartProduct: text("cart_product"),
    /** Two letters, upper case; null for anything else. */
    billingCountry: text("billing_country"),
  },
  (t) => [
    index("payment_user_id_idx").on(t.userId, t.createdAt, t.id),
    index("payment_created_at_idx").on(t.createdAt, t.id),
    index("payment_total_amount_idx").on(t.totalAmount, t.id),
    index("payment_status_idx").on(t.status, t.createdAt, t.id),
    index("payment_currency_idx").on(t.currency, t.createdAt, t.id),
    index("payment_currency_total_amount_idx").on(t.currency, t.totalAmount, t.id),
    index("payment_payment_method_idx").on(t.paymentMethod, t.createdAt, t.id),
    index("payment_subscription_id_idx").on(t.subscriptionId, t.createdAt, t.id),
    index("payment_customer_id_idx").on(t.customerId, t.createdAt, t.id),
    index("payment_refunded_idx").on(t.createdAt, t.id).where(sql`${t.refundedAmount} > 0`),
    index("payment_disputed_idx").on(t.createdAt, t.id).where(sql`${t.disputeStatus} is not null`),
    index("payment_without_user_idx").on(t.createdAt, t.id).where(sql`${t.userId} is null`),
    index("payment_unreadable_idx").on(t.createdAt, t.id).where(sql`${t.unreadableEntries} > 0`),
    index("payment_twin_idx").on(t.customerId, t.totalAmount, t.createdAt, t.currency, t.id).where(sql`${t.status} = 'succeeded'`),
    // What a subscription was charged, to hold against its amount and its periods.
    index("payment_agreed_idx")
      .on(t.subscriptionId, t.createdAt, t.totalAmount, t.tax, t.currency, t.discountId, t.id)
      .where(sql`${t.status} = 'succeeded' and ${t.subscriptionId} is not null`),
    index("payment_customer_email_key_idx").on(emailKey(t.customerEmail), t.userId, t.id).where(sql`${t.userId} is not null`),
    index("payment_customer_email_trgm_idx").using("gin", t.customerEmail.op("gin_trgm_ops")),
    index("payment_customer_name_trgm_idx").using("gin", t.customerName.op("gin_trgm_ops")),
  ],
);

export const amadeusTokens = pgTable(
  "amadeus_tokens",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    environment: text("environment", { enum: amadeusEnvironment }).notNull(),
    accessToken: encryptedText("access_token").notNull(),
    tokenType: text("token_type").notNull(),
    expiresAt: timestamp("expires_at").notNull(),
    createdAt: timestamp("created_at").defaultNow().notNull(),
  },
  (t) => [
    index("amadeus_tokens_created_at_idx").on(t.createdAt, t.id),
    index("amadeus_tokens_expires_at_idx").on(t.expiresAt, t.id),
    index("amadeus_tokens_environment_idx").on(t.environment, t.createdAt, t.id),
  ],
);

/** Purser's own: staff roles beside `user.role`. */
export const userRoles = pgTable(
  "user_roles",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role", { enum: staffRole }).notNull(),
    grantedBy: text("granted_by").references(() => user.id, { onDelete: "set null" }),
    grantedAt: timestamp("granted_at").defaultNow().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.role] }),
    index("user_roles_role_idx").on(t.role, t.userId),
    index("user_roles_granted_by_idx").on(t.grantedBy, t.userId),
  ],
);

/**
 * Purser's own: who did what to what, and why. No foreign key: a row outlives its actor and its subject, so it holds copies. A trigger
 * refuses UPDATE, DELETE and TRUNCATE.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    createdAt: timestamp("created_at").defaultNow().notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    actorEmail: text("actor_email").notNull(),
    actorRoles: text("actor_roles").array().notNull(),
    /** `noun.verb`, such as `payment.link`. */
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    /** Only the fields that changed, as they were and as they became. */
    before: json("before").$type<Record<string, unknown>>().notNull(),
    after: json("after").$type<Record<string, unknown>>().notNull(),
    reason: text("reason"),
    requestId: text("request_id").notNull(),
    ip: text("ip"),
  },
  (t) => [
    index("audit_log_created_at_idx").on(t.createdAt, t.id),
    index("audit_log_actor_id_idx").on(t.actorId, t.createdAt, t.id),
    index("audit_log_action_idx").on(t.action, t.createdAt, t.id),
    index("audit_log_subject_idx").on(t.subjectType, t.subjectId, t.createdAt, t.id),
    index("audit_log_subject_id_idx").on(t.subjectId, t.createdAt, t.id),
    index("audit_log_request_id_idx").on(t.requestId, t.createdAt, t.id),
  ],
);

/**
 * Purser's own: what was said in a message, as text, one row a message. A trigger on `message` keeps it, whoever writes there, and never
 * lets the product's own write fail. A table of its own, not an index over an expression of `message.parts`: its rows are narrow, the planner
 * knows how common each word is, and neither a match nor a snippet has to read and parse the JSON.
 */
export const messageText = pgTable(
  "message_text",
  {
    messageId: text("message_id")
      .primaryKey()
      .references(() => message.id, { onDelete: "cascade", onUpdate: "cascade" }),
    // A copy, without a key of its own: it follows the message's.
    chatId: text("chat_id").notNull(),
    role: text("role").notNull(),
    createdAt: timestamp("created_at").notNull(),
    /** The text parts, a line break between them, at most 100,000 characters. */
    text: text("text").notNull(),
    words: tsvector("words").notNull().generatedAlwaysAs(sql`to_tsvector('public.said'::regconfig, text)`),
  },
  (t) => [
    index("message_text_words_idx").using("gin", t.words),
    index("message_text_created_at_idx").on(t.createdAt, t.messageId),
    index("message_text_chat_id_idx").on(t.chatId, t.createdAt, t.messageId),
  ],
);

/**
 * Purser's own: the failed and timed-out tool calls with what is alike in their errors, one row a call. A trigger on `tool_calls` keeps it,
 * whoever writes there, so that failures are grouped without reading the other calls.
 */
export const toolCallFailure = pgTable(
  "tool_call_failure",
  {
    toolCallId: uuid("tool_call_id")
      .primaryKey()
      .references(() => toolCalls.id, { onDelete: "cascade", onUpdate: "cascade" }),
    chatId: text("chat_id").notNull(),
    toolName: text("tool_name").notNull(),
    /** When the call was created. */
    createdAt: timestamp("created_at").notNull(),
    /** The error without its numbers, ids and dates, at most 200 characters; empty for a call that failed without a word. */
    errorGroup: text("error_group").notNull(),
  },
  (t) => [
    index("tool_call_failure_group_idx").on(t.errorGroup, t.toolName, t.createdAt, t.toolCallId),
    index("tool_call_failure_created_at_idx").on(t.createdAt, t.toolName, t.errorGroup, t.toolCallId),
    index("tool_call_failure_chat_id_idx").on(t.chatId, t.createdAt, t.toolCallId),
  ],
);

/** Purser's own: how far the tables that triggers keep have been filled from rows that were there before them. */
export const backfill = pgTable("backfill", {
  /** The table that is filled. */
  name: text("name").primaryKey(),
  /** The last id done; empty at first. */
  position: text("position").notNull().default(""),
  finishedAt: timestamp("finished_at"),
});

/** Purser's own: what staff call a chat, such as "refund asked". */
export const tag = pgTable(
  "tag",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    color: text("color", { enum: tagColor }).notNull(),
    createdBy: text("created_by").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    createdAt: timestamp("created_at").defaultNow().notNull(),
  },
  (t) => [uniqueIndex("tag_name_idx").on(sql`lower(${t.name})`), index("tag_created_by_idx").on(t.createdBy, t.id)],
);

export const chatTags = pgTable(
  "chat_tags",
  {
    chatId: text("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade", onUpdate: "cascade" }),
    tagId: uuid("tag_id")
      .notNull()
      .references(() => tag.id, { onDelete: "cascade" }),
    createdBy: text("created_by").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    createdAt: timestamp("created_at").defaultNow().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.tagId] }),
    index("chat_tags_tag_id_idx").on(t.tagId, t.chatId),
    index("chat_tags_created_by_idx").on(t.createdBy, t.chatId),
  ],
);

/** Purser's own: what staff note about a chat for each other, in markdown. */
export const chatNote = pgTable(
  "chat_note",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    chatId: text("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade", onUpdate: "cascade" }),
    // The note outlives its author's account, hence the copied name.
    authorId: text("author_id").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    authorName: text("author_name").notNull(),
    body: text("body").notNull(),
    createdAt: timestamp("created_at").defaultNow().notNull(),
    /** Null until the note is edited. */
    updatedAt: timestamp("updated_at"),
  },
  (t) => [index("chat_note_chat_id_idx").on(t.chatId, t.createdAt, t.id), index("chat_note_author_id_idx").on(t.authorId, t.id)],
);

/** Purser's own: that a member of staff opened a chat to read it, and until when that holds. */
export const chatReading = pgTable(
  "chat_reading",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    chatId: text("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade", onUpdate: "cascade" }),
    staffId: text("staff_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    /** Null where none was asked for: from an admin, or of a public chat. */
    reason: text("reason"),
    openedAt: timestamp("opened_at").notNull(),
    expiresAt: timestamp("expires_at").notNull(),
  },
  (t) => [index("chat_reading_chat_id_idx").on(t.chatId, t.staffId, t.expiresAt), index("chat_reading_staff_id_idx").on(t.staffId, t.id)],
);

/** Purser's own: a change of many tool calls at once, worked off in batches. */
export const bulkRun = pgTable(
  "bulk_run",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    move: text("move", { enum: bulkToolCallMove }).notNull(),
    status: text("status", { enum: bulkRunStatus }).notNull().default("running"),
    /** The list's parameters that the calls were chosen by, for people to read. */
    filter: text("filter").notNull(),
    /** How many calls were chosen. */
    total: integer("total").notNull(),
    reason: text("reason"),
    staffId: text("staff_id").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    staffName: text("staff_name").notNull(),
    createdAt: timestamp("created_at").notNull(),
    /** Who works on it: a worker that finds another's id here stops. */
    worker: uuid("worker").notNull(),
    /** When a batch was last done; a running one that has been silent for long has lost its worker. */
    heartbeatAt: timestamp("heartbeat_at").notNull(),
    finishedAt: timestamp("finished_at"),
    stoppedBy: text("stopped_by"),
  },
  (t) => [index("bulk_run_created_at_idx").on(t.createdAt, t.id), index("bulk_run_staff_id_idx").on(t.staffId, t.id)],
);

/** One tool call of a bulk change and what became of it. It outlives the call. */
export const bulkRunItem = pgTable(
  "bulk_run_item",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => bulkRun.id, { onDelete: "cascade" }),
    toolCallId: uuid("tool_call_id").notNull(),
    outcome: text("outcome", { enum: bulkOutcome }).notNull().default("pending"),
    /** Why it was refused. */
    detail: text("detail"),
    doneAt: timestamp("done_at"),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.toolCallId] }),
    index("bulk_run_item_outcome_idx").on(t.runId, t.outcome, t.toolCallId),
    index("bulk_run_item_tool_call_id_idx").on(t.toolCallId, t.runId),
  ],
);

/**
 * Purser's own: the refunds and disputes of payments, one row an entry of the JSON, so that each counts on its own date. A trigger on `payment`
 * keeps it, whoever writes there. An entry that cannot be read has a row too, without an amount, and `problem` says why.
 */
export const paymentEntry = pgTable(
  "payment_entry",
  {
    paymentId: text("payment_id")
      .notNull()
      .references(() => payment.id, { onDelete: "cascade", onUpdate: "cascade" }),
    kind: text("kind", { enum: paymentEntryKind }).notNull(),
    /** Its place in the JSON array, from 1. */
    place: integer("place").notNull(),
    /** The entry's own date; the payment's where the entry names none that can be read. */
    at: timestamp("at").notNull(),
    atKnown: boolean("at_known").notNull(),
    /** `refund_id` or `dispute_id`. */
    entryId: text("entry_id"),
    status: text("status"),
    /** Of a dispute. */
    stage: text("stage"),
    /** Minor units of `currency`, which is the payment's; null where it cannot be read. */
    amount: bigint("amount", { mode: "number" }),
    currency: text("currency").notNull(),
    problem: text("problem", { enum: paymentEntryProblem }),
  },
  (t) => [
    primaryKey({ columns: [t.paymentId, t.kind, t.place] }),
    index("payment_entry_at_idx").on(t.at, t.paymentId),
    index("payment_entry_kind_idx").on(t.kind, t.status, t.at, t.paymentId),
    index("payment_entry_problem_idx").on(t.at, t.paymentId).where(sql`${t.problem} is not null`),
  ],
);

/** Purser's own: every subscription that bills, as it was at the start of a month of the reporting zone. Kept from the first month on. */
export const subscriptionSnapshot = pgTable(
  "subscription_snapshot",
  {
    /** `YYYY-MM` of the reporting zone. */
    month: text("month").notNull(),
    // No key: the snapshot outlives what it was taken of.
    subscriptionId: text("subscription_id").notNull(),
    takenAt: timestamp("taken_at").notNull(),
    customerId: text("customer_id").notNull(),
    userId: text("user_id"),
    productId: text("product_id").notNull(),
    status: text("status").notNull(),
    currency: text("currency").notNull(),
    /** Minor units. */
    amount: integer("amount").notNull(),
    recurringInterval: text("recurring_interval").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.month, t.subscriptionId] }),
    index("subscription_snapshot_subscription_id_idx").on(t.subscriptionId, t.month),
  ],
);

/** Purser's own: an export that somebody started, and how it ended. */
export const exportRun = pgTable(
  "export_run",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    staffId: text("staff_id").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    staffName: text("staff_name").notNull(),
    /** The list's name, such as "payments". */
    list: text("list").notNull(),
    scope: text("scope", { enum: exportScope }).notNull(),
    format: text("format", { enum: exportFormat }).notNull(),
    /** The list's parameters. */
    filter: text("filter").notNull(),
    columns: text("columns").array().notNull(),
    status: text("status", { enum: exportStatus }).notNull().default("running"),
    /** Rows counted in the export's own snapshot before the first one left. */
    expected: integer("expected").notNull(),
    /** Rows written so far. */
    rows: integer("rows").notNull().default(0),
    /** By currency, minor units, as the manifest says them; null for a list without money. */
    sums: json("sums").$type<Record<string, Record<string, number>>>(),
    createdAt: timestamp("created_at").notNull(),
    /** When rows were last written; a running one that has been silent for long has lost its process. */
    heartbeatAt: timestamp("heartbeat_at").notNull(),
    finishedAt: timestamp("finished_at"),
  },
  (t) => [index("export_run_created_at_idx").on(t.createdAt, t.id), index("export_run_staff_id_idx").on(t.staffId, t.createdAt, t.id)],
);

/**
 * Purser's own: what the rows of a day or a month of the reporting zone add up to, a row for each key that the series is split by. A month is
 * the sum of its days that are covered. Which days can be believed, `rollup_state` and `rollup_log` say.
 */
export const rollup = pgTable(
  "rollup",
  {
    series: text("series", { enum: rollupSeries }).notNull(),
    unit: text("unit", { enum: rollupUnit }).notNull(),
    /** The day, or the first one of the month. */
    day: date("day", { mode: "string" }).notNull(),
    /** What is split by, as the series says; not in the index, because a webhook's text can be longer than an entry holds. */
    key: text("key").notNull(),
    /** What is added up, as the series says. */
    sums: bigint("sums", { mode: "number" }).array().notNull(),
  },
  (t) => [index("rollup_series_idx").on(t.series, t.unit, t.day)],
);

/**
 * Purser's own: the users of each day with a counter of messages, so that those of any range of days can be counted, each once, without
 * reading who they were: a user counts on the first day in the range that they are active on.
 */
export const activeDays = pgTable(
  "active_days",
  {
    unit: text("unit", { enum: rollupUnit }).notNull(),
    /** The day, or the first one of the month. */
    day: date("day", { mode: "string" }).notNull(),
    users: integer("users").notNull(),
    /** How many of them were also active on one of the 1, 2, 3 … days just before; as long as that grows. */
    seen: integer("seen").array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unit, t.day] })],
);

/** Purser's own: the days of the reporting zone and the instants at which they begin and end. */
export const rollupDay = pgTable(
  "rollup_day",
  {
    day: date("day", { mode: "string" }).primaryKey(),
    starts: timestamp("starts").notNull(),
    ends: timestamp("ends").notNull(),
  },
  (t) => [index("rollup_day_starts_idx").on(t.starts, t.ends, t.day)],
);

/** Purser's own: one row that says which days are rolled up. */
export const rollupState = pgTable("rollup_state", {
  /** The reporting zone that the days are of. */
  zone: text("zone").primaryKey(),
  /** Of the definitions of the series: days made by others are not believed. */
  version: integer("version").notNull(),
  /** The first and the last day that are covered, and the instants between which they lie; null while none is. */
  firstDay: date("first_day", { mode: "string" }),
  lastDay: date("last_day", { mode: "string" }),
  starts: timestamp("starts"),
  ends: timestamp("ends"),
  /** False while older days are still being rolled up. */
  complete: boolean("complete").notNull().default(false),
  refreshedAt: timestamp("refreshed_at"),
});

/**
 * Purser's own: which times have been written to since they were rolled up. Triggers append to it in the writer's own transaction, without a
 * key that writers could wait for each other at; a refresh takes the rows away.
 */
export const rollupLog = pgTable("rollup_log", {
  source: text("source", { enum: rollupSource }).notNull(),
  /** Any instant of the hour; null: of all time. */
  at: timestamp("at"),
  /** The user whose next active day is touched too, or the subscription whose payments are. */
  ref: text("ref"),
});

/**
 * better-auth's counters of sign-in attempts here; `lastRequest` is in milliseconds since 1970. A product on better-auth may have a table
 * `rate_limit` for its own.
 */
export const rateLimit = pgTable("purser_rate_limit", {
  id: text("id").primaryKey(),
  key: text("key").notNull().unique(),
  count: integer("count").notNull(),
  lastRequest: bigint("last_request", { mode: "number" }).notNull(),
});

export type User = InferSelectModel<typeof user>;
export type Session = InferSelectModel<typeof session>;
export type Account = InferSelectModel<typeof account>;
export type Verification = InferSelectModel<typeof verification>;
export type Chat = InferSelectModel<typeof chat>;
export type Message = InferSelectModel<typeof message>;
export type Stream = InferSelectModel<typeof stream>;
export type ToolCall = InferSelectModel<typeof toolCalls>;
export type SessionState = InferSelectModel<typeof sessionStates>;
export type MessageUsage = InferSelectModel<typeof messageUsage>;
export type ExtremeSearchUsage = InferSelectModel<typeof extremeSearchUsage>;
export type Subscription = InferSelectModel<typeof subscription>;
export type Payment = InferSelectModel<typeof payment>;
export type AmadeusToken = InferSelectModel<typeof amadeusTokens>;
export type UserRoleGrant = InferSelectModel<typeof userRoles>;
export type AuditEntry = InferSelectModel<typeof auditLog>;
export type Tag = InferSelectModel<typeof tag>;
export type ChatTag = InferSelectModel<typeof chatTags>;
export type ChatNote = InferSelectModel<typeof chatNote>;
export type ChatReading = InferSelectModel<typeof chatReading>;
export type BulkRun = InferSelectModel<typeof bulkRun>;
export type BulkRunItem = InferSelectModel<typeof bulkRunItem>;
export type PaymentEntry = InferSelectModel<typeof paymentEntry>;
export type SubscriptionSnapshot = InferSelectModel<typeof subscriptionSnapshot>;
export type ExportRun = InferSelectModel<typeof exportRun>;
export type Rollup = InferSelectModel<typeof rollup>;
export type RollupState = InferSelectModel<typeof rollupState>;
