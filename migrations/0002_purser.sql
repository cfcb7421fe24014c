-- A product that uses better-auth's admin plugin has the ban columns already, nullable ones: hence IF NOT EXISTS and what follows it.
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"actor_email" text NOT NULL,
	"actor_roles" text[] NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" json NOT NULL,
	"after" json NOT NULL,
	"reason" text,
	"request_id" text NOT NULL,
	"ip" text
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"granted_by" text,
	"granted_at" timestamp DEFAULT now() NOT NULL,
	CONSTRAINT "user_roles_user_id_role_pk" PRIMARY KEY("user_id","role")
);
--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "refunded_amount" bigint GENERATED ALWAYS AS (payment_refunded_amount(refunds, total_amount, currency)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "unreadable_entries" integer GENERATED ALWAYS AS (payment_unreadable_entries(refunds, disputes, total_amount, currency)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "dispute_status" text GENERATED ALWAYS AS (payment_dispute_status(disputes)) STORED;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "customer_id" text GENERATED ALWAYS AS (left(json_member_text(customer, 'customer_id'), 255)) STORED;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "customer_email" text GENERATED ALWAYS AS (json_member_text(customer, 'email')) STORED;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "customer_name" text GENERATED ALWAYS AS (json_member_text(customer, 'name')) STORED;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN IF NOT EXISTS "impersonated_by" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN IF NOT EXISTS "banned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN IF NOT EXISTS "ban_reason" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN IF NOT EXISTS "ban_expires" timestamp;--> statement-breakpoint
UPDATE "user" SET "banned" = false WHERE "banned" IS NULL;--> statement-breakpoint
ALTER TABLE "user" ALTER COLUMN "banned" SET DEFAULT false, ALTER COLUMN "banned" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_granted_by_user_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_created_at_idx" ON "audit_log" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_actor_id_idx" ON "audit_log" USING btree ("actor_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_action_idx" ON "audit_log" USING btree ("action","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_subject_idx" ON "audit_log" USING btree ("subject_type","subject_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_subject_id_idx" ON "audit_log" USING btree ("subject_id","created_at","id");--> statement-breakpoint
CREATE INDEX "user_roles_role_idx" ON "user_roles" USING btree ("role","user_id");--> statement-breakpoint
CREATE INDEX "user_roles_granted_by_idx" ON "user_roles" USING btree ("granted_by","user_id");--> statement-breakpoint
CREATE INDEX "account_user_id_idx" ON "account" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "amadeus_tokens_created_at_idx" ON "amadeus_tokens" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "amadeus_tokens_expires_at_idx" ON "amadeus_tokens" USING btree ("expires_at","id");--> statement-breakpoint
CREATE INDEX "amadeus_tokens_environment_idx" ON "amadeus_tokens" USING btree ("environment","created_at","id");--> statement-breakpoint
CREATE INDEX "chat_user_id_idx" ON "chat" USING btree ("userId","updated_at","id");--> statement-breakpoint
CREATE INDEX "chat_created_at_idx" ON "chat" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "chat_updated_at_idx" ON "chat" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "chat_visibility_idx" ON "chat" USING btree ("visibility","updated_at","id");--> statement-breakpoint
CREATE INDEX "chat_title_trgm_idx" ON "chat" USING gin ("title" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "extreme_search_usage_user_id_idx" ON "extreme_search_usage" USING btree ("user_id","date",('searches:' || "id"));--> statement-breakpoint
CREATE INDEX "extreme_search_usage_date_idx" ON "extreme_search_usage" USING btree ("date",('searches:' || "id"));--> statement-breakpoint
CREATE INDEX "extreme_search_usage_count_idx" ON "extreme_search_usage" USING btree ("search_count",('searches:' || "id"));--> statement-breakpoint
CREATE INDEX "extreme_search_usage_date_user_id_idx" ON "extreme_search_usage" USING btree ("date","user_id","id");--> statement-breakpoint
CREATE INDEX "message_chat_id_idx" ON "message" USING btree ("chat_id","created_at","id");--> statement-breakpoint
CREATE INDEX "message_created_at_idx" ON "message" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "message_role_idx" ON "message" USING btree ("role","created_at","id");--> statement-breakpoint
CREATE INDEX "message_model_idx" ON "message" USING btree ("model","created_at","id");--> statement-breakpoint
CREATE INDEX "message_tokens_idx" ON "message" USING btree ("created_at","total_tokens","id");--> statement-breakpoint
CREATE INDEX "message_usage_user_id_idx" ON "message_usage" USING btree ("user_id","date",('messages:' || "id"));--> statement-breakpoint
CREATE INDEX "message_usage_date_idx" ON "message_usage" USING btree ("date",('messages:' || "id"));--> statement-breakpoint
CREATE INDEX "message_usage_count_idx" ON "message_usage" USING btree ("message_count",('messages:' || "id"));--> statement-breakpoint
CREATE INDEX "message_usage_date_user_id_idx" ON "message_usage" USING btree ("date","user_id","id");--> statement-breakpoint
CREATE INDEX "payment_user_id_idx" ON "payment" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_created_at_idx" ON "payment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "payment_total_amount_idx" ON "payment" USING btree ("total_amount","id");--> statement-breakpoint
CREATE INDEX "payment_status_idx" ON "payment" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_currency_idx" ON "payment" USING btree ("currency","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_currency_total_amount_idx" ON "payment" USING btree ("currency","total_amount","id");--> statement-breakpoint
CREATE INDEX "payment_payment_method_idx" ON "payment" USING btree ("payment_method","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_subscription_id_idx" ON "payment" USING btree ("subscription_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_customer_id_idx" ON "payment" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_refunded_idx" ON "payment" USING btree ("created_at","id") WHERE "payment"."refunded_amount" > 0;--> statement-breakpoint
CREATE INDEX "payment_disputed_idx" ON "payment" USING btree ("created_at","id") WHERE "payment"."dispute_status" is not null;--> statement-breakpoint
CREATE INDEX "payment_without_user_idx" ON "payment" USING btree ("created_at","id") WHERE "payment"."user_id" is null;--> statement-breakpoint
CREATE INDEX "payment_customer_email_trgm_idx" ON "payment" USING gin ("customer_email" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "payment_customer_name_trgm_idx" ON "payment" USING gin ("customer_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "session_user_id_idx" ON "session" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "stream_chat_id_idx" ON "stream" USING btree ("chatId","id");--> statement-breakpoint
CREATE INDEX "subscription_user_id_idx" ON "subscription" USING btree ("userId","startedAt","id");--> statement-breakpoint
CREATE INDEX "subscription_created_at_idx" ON "subscription" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_current_period_end_idx" ON "subscription" USING btree ("currentPeriodEnd","id");--> statement-breakpoint
CREATE INDEX "subscription_amount_idx" ON "subscription" USING btree ("amount","id");--> statement-breakpoint
CREATE INDEX "subscription_status_idx" ON "subscription" USING btree ("status","createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_currency_idx" ON "subscription" USING btree ("currency","createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_recurring_interval_idx" ON "subscription" USING btree ("recurringInterval","createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_cancel_at_period_end_idx" ON "subscription" USING btree ("cancelAtPeriodEnd","createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_product_id_idx" ON "subscription" USING btree ("productId","createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_customer_id_idx" ON "subscription" USING btree ("customerId","createdAt","id");--> statement-breakpoint
CREATE INDEX "subscription_without_user_idx" ON "subscription" USING btree ("createdAt","id") WHERE "subscription"."userId" is null;--> statement-breakpoint
CREATE INDEX "tool_calls_chat_id_idx" ON "tool_calls" USING btree ("chat_id","created_at","id");--> statement-breakpoint
CREATE INDEX "tool_calls_created_at_idx" ON "tool_calls" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "tool_calls_status_idx" ON "tool_calls" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "tool_calls_status_started_at_idx" ON "tool_calls" USING btree ("status","started_at","id");--> statement-breakpoint
CREATE INDEX "tool_calls_tool_name_idx" ON "tool_calls" USING btree ("tool_name","created_at","id");--> statement-breakpoint
CREATE INDEX "tool_calls_duration_idx" ON "tool_calls" USING btree (coalesce((extract(epoch from ("finished_at" - "started_at")) * 1000)::bigint, '-1'::bigint),"id");--> statement-breakpoint
CREATE INDEX "tool_calls_error_trgm_idx" ON "tool_calls" USING gin ("error" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "user_created_at_idx" ON "user" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "user_name_idx" ON "user" USING btree (left("name", 100),"id");--> statement-breakpoint
CREATE INDEX "user_email_idx" ON "user" USING btree ("email","id");--> statement-breakpoint
CREATE INDEX "user_role_idx" ON "user" USING btree ("role","created_at","id");--> statement-breakpoint
CREATE INDEX "user_email_verified_idx" ON "user" USING btree ("email_verified","created_at","id");--> statement-breakpoint
CREATE INDEX "user_banned_idx" ON "user" USING btree ("banned","created_at","id");--> statement-breakpoint
CREATE INDEX "user_name_trgm_idx" ON "user" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "user_email_trgm_idx" ON "user" USING gin ("email" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "verification_identifier_idx" ON "verification" USING btree ("identifier","id");