CREATE TABLE "export_run" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" text,
	"staff_name" text NOT NULL,
	"list" text NOT NULL,
	"scope" text NOT NULL,
	"format" text NOT NULL,
	"filter" text NOT NULL,
	"columns" text[] NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"expected" integer NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"sums" json,
	"created_at" timestamp NOT NULL,
	"heartbeat_at" timestamp NOT NULL,
	"finished_at" timestamp
);
--> statement-breakpoint
CREATE TABLE "payment_entry" (
	"payment_id" text NOT NULL,
	"kind" text NOT NULL,
	"place" integer NOT NULL,
	"at" timestamp NOT NULL,
	"at_known" boolean NOT NULL,
	"entry_id" text,
	"status" text,
	"stage" text,
	"amount" bigint,
	"currency" text NOT NULL,
	"problem" text,
	CONSTRAINT "payment_entry_payment_id_kind_place_pk" PRIMARY KEY("payment_id","kind","place")
);
--> statement-breakpoint
CREATE TABLE "subscription_snapshot" (
	"month" text NOT NULL,
	"subscription_id" text NOT NULL,
	"taken_at" timestamp NOT NULL,
	"customer_id" text NOT NULL,
	"user_id" text,
	"product_id" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"amount" integer NOT NULL,
	"recurring_interval" text NOT NULL,
	CONSTRAINT "subscription_snapshot_month_subscription_id_pk" PRIMARY KEY("month","subscription_id")
);
--> statement-breakpoint
-- In one statement: the table is written anew once.
ALTER TABLE "payment" ADD COLUMN "cart_product" text GENERATED ALWAYS AS (payment_cart_product(product_cart)) STORED,
	ADD COLUMN "billing_country" text GENERATED ALWAYS AS (upper(substring(json_member_text(billing, 'country') from '^[A-Za-z]{2}$'))) STORED;--> statement-breakpoint
ALTER TABLE "export_run" ADD CONSTRAINT "export_run_staff_id_user_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "payment_entry" ADD CONSTRAINT "payment_entry_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payment"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "export_run_created_at_idx" ON "export_run" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "export_run_staff_id_idx" ON "export_run" USING btree ("staff_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_entry_at_idx" ON "payment_entry" USING btree ("at","payment_id");--> statement-breakpoint
CREATE INDEX "payment_entry_kind_idx" ON "payment_entry" USING btree ("kind","status","at","payment_id");--> statement-breakpoint
CREATE INDEX "payment_entry_problem_idx" ON "payment_entry" USING btree ("at","payment_id") WHERE "payment_entry"."problem" is not null;--> statement-breakpoint
CREATE INDEX "subscription_snapshot_subscription_id_idx" ON "subscription_snapshot" USING btree ("subscription_id","month");--> statement-breakpoint
CREATE INDEX "audit_log_request_id_idx" ON "audit_log" USING btree ("request_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_unreadable_idx" ON "payment" USING btree ("created_at","id") WHERE "payment"."unreadable_entries" > 0;--> statement-breakpoint
CREATE INDEX "payment_twin_idx" ON "payment" USING btree ("customer_id","total_amount","created_at","currency","id") WHERE "payment"."status" = 'succeeded';--> statement-breakpoint
CREATE INDEX "payment_agreed_idx" ON "payment" USING btree ("subscription_id","created_at","total_amount","tax","currency","discount_id","id") WHERE "payment"."status" = 'succeeded' and "payment"."subscription_id" is not null;--> statement-breakpoint
CREATE INDEX "payment_customer_email_key_idx" ON "payment" USING btree ((case when length("customer_email") <= 320 then nullif(lower(btrim("customer_email", E' \t\r\n')), '') end),"user_id","id") WHERE "payment"."user_id" is not null;--> statement-breakpoint
CREATE INDEX "subscription_started_at_idx" ON "subscription" USING btree ("startedAt","id");--> statement-breakpoint
CREATE INDEX "subscription_canceled_at_idx" ON "subscription" USING btree ("canceledAt","id") WHERE "subscription"."canceledAt" is not null;--> statement-breakpoint
CREATE INDEX "subscription_ended_at_idx" ON "subscription" USING btree ("endedAt","id") WHERE "subscription"."endedAt" is not null;--> statement-breakpoint
CREATE INDEX "subscription_due_idx" ON "subscription" USING btree ("status",(least("currentPeriodEnd", "endedAt")),"id");--> statement-breakpoint
CREATE INDEX "subscription_running_idx" ON "subscription" USING btree ("userId","endedAt","id") WHERE "subscription"."status" in ('trialing', 'active', 'past_due');--> statement-breakpoint
CREATE INDEX "subscription_renewed_idx" ON "subscription" USING btree ("userId","id") WHERE "subscription"."currentPeriodStart" >= coalesce("subscription"."endedAt", "subscription"."endsAt", "subscription"."canceledAt");--> statement-breakpoint
CREATE INDEX "user_email_key_idx" ON "user" USING btree ((case when length("email") <= 320 then nullif(lower(btrim("email", E' \t\r\n')), '') end),"id");