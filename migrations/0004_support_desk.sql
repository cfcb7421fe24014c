-- English stems, but no stop words: "no flights" must not find every flight.
CREATE TEXT SEARCH DICTIONARY public.english_words (TEMPLATE = pg_catalog.snowball, LANGUAGE = english);
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION public.said (COPY = pg_catalog.english);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION public.said
ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH public.english_words;
--> statement-breakpoint
CREATE TABLE "backfill" (
	"name" text PRIMARY KEY NOT NULL,
	"position" text DEFAULT '' NOT NULL,
	"finished_at" timestamp
);
--> statement-breakpoint
CREATE TABLE "bulk_run" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"move" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"filter" text NOT NULL,
	"total" integer NOT NULL,
	"reason" text,
	"staff_id" text,
	"staff_name" text NOT NULL,
	"created_at" timestamp NOT NULL,
	"worker" uuid NOT NULL,
	"heartbeat_at" timestamp NOT NULL,
	"finished_at" timestamp,
	"stopped_by" text
);
--> statement-breakpoint
CREATE TABLE "bulk_run_item" (
	"run_id" uuid NOT NULL,
	"tool_call_id" uuid NOT NULL,
	"outcome" text DEFAULT 'pending' NOT NULL,
	"detail" text,
	"done_at" timestamp,
	CONSTRAINT "bulk_run_item_run_id_tool_call_id_pk" PRIMARY KEY("run_id","tool_call_id")
);
--> statement-breakpoint
CREATE TABLE "chat_note" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"chat_id" text NOT NULL,
	"author_id" text,
	"author_name" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp
);
--> statement-breakpoint
CREATE TABLE "chat_reading" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"chat_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"reason" text,
	"opened_at" timestamp NOT NULL,
	"expires_at" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_tags" (
	"chat_id" text NOT NULL,
	"tag_id" uuid NOT NULL,
	"created_by" text,
	"created_at" timestamp DEFAULT now() NOT NULL,
	CONSTRAINT "chat_tags_chat_id_tag_id_pk" PRIMARY KEY("chat_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "message_text" (
	"message_id" text PRIMARY KEY NOT NULL,
	"chat_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp NOT NULL,
	"text" text NOT NULL,
	"words" "tsvector" GENERATED ALWAYS AS (to_tsvector('public.said'::regconfig, text)) STORED NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tag" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"color" text NOT NULL,
	"created_by" text,
	"created_at" timestamp DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tool_call_failure" (
	"tool_call_id" uuid PRIMARY KEY NOT NULL,
	"chat_id" text NOT NULL,
	"tool_name" text NOT NULL,
	"created_at" timestamp NOT NULL,
	"error_group" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_staff_id_user_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "bulk_run_item" ADD CONSTRAINT "bulk_run_item_run_id_bulk_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."bulk_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_note" ADD CONSTRAINT "chat_note_chat_id_chat_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chat"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_note" ADD CONSTRAINT "chat_note_author_id_user_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_reading" ADD CONSTRAINT "chat_reading_chat_id_chat_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chat"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_reading" ADD CONSTRAINT "chat_reading_staff_id_user_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_tags" ADD CONSTRAINT "chat_tags_chat_id_chat_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chat"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_tags" ADD CONSTRAINT "chat_tags_tag_id_tag_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tag"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_tags" ADD CONSTRAINT "chat_tags_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "message_text" ADD CONSTRAINT "message_text_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "tag" ADD CONSTRAINT "tag_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "tool_call_failure" ADD CONSTRAINT "tool_call_failure_tool_call_id_tool_calls_id_fk" FOREIGN KEY ("tool_call_id") REFERENCES "public"."tool_calls"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "bulk_run_created_at_idx" ON "bulk_run" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "bulk_run_staff_id_idx" ON "bulk_run" USING btree ("staff_id","id");--> statement-breakpoint
CREATE INDEX "bulk_run_item_outcome_idx" ON "bulk_run_item" USING btree ("run_id","outcome","tool_call_id");--> statement-breakpoint
CREATE INDEX "bulk_run_item_tool_call_id_idx" ON "bulk_run_item" USING btree ("tool_call_id","run_id");--> statement-breakpoint
CREATE INDEX "chat_note_chat_id_idx" ON "chat_note" USING btree ("chat_id","created_at","id");--> statement-breakpoint
CREATE INDEX "chat_note_author_id_idx" ON "chat_note" USING btree ("author_id","id");--> statement-breakpoint
CREATE INDEX "chat_reading_chat_id_idx" ON "chat_reading" USING btree ("chat_id","staff_id","expires_at");--> statement-breakpoint
CREATE INDEX "chat_reading_staff_id_idx" ON "chat_reading" USING btree ("staff_id","id");--> statement-breakpoint
CREATE INDEX "chat_tags_tag_id_idx" ON "chat_tags" USING btree ("tag_id","chat_id");--> statement-breakpoint
CREATE INDEX "chat_tags_created_by_idx" ON "chat_tags" USING btree ("created_by","chat_id");--> statement-breakpoint
CREATE INDEX "message_text_words_idx" ON "message_text" USING gin ("words");--> statement-breakpoint
CREATE INDEX "message_text_created_at_idx" ON "message_text" USING btree ("created_at","message_id");--> statement-breakpoint
CREATE INDEX "message_text_chat_id_idx" ON "message_text" USING btree ("chat_id","created_at","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tag_name_idx" ON "tag" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "tag_created_by_idx" ON "tag" USING btree ("created_by","id");--> statement-breakpoint
CREATE INDEX "tool_call_failure_group_idx" ON "tool_call_failure" USING btree ("error_group","tool_name","created_at","tool_call_id");--> statement-breakpoint
CREATE INDEX "tool_call_failure_created_at_idx" ON "tool_call_failure" USING btree ("created_at","tool_name","error_group","tool_call_id");--> statement-breakpoint
CREATE INDEX "tool_call_failure_chat_id_idx" ON "tool_call_failure" USING btree ("chat_id","created_at","tool_call_id");--> statement-breakpoint
CREATE INDEX "message_model_chat_id_idx" ON "message" USING btree ("model","chat_id","id");
