CREATE TABLE "active_days" (
	"unit" text NOT NULL,
	"day" date NOT NULL,
	"users" integer NOT NULL,
	"seen" integer[] NOT NULL,
	CONSTRAINT "active_days_unit_day_pk" PRIMARY KEY("unit","day")
);
--> statement-breakpoint
CREATE TABLE "rollup" (
	"series" text NOT NULL,
	"unit" text NOT NULL,
	"day" date NOT NULL,
	"key" text NOT NULL,
	"sums" bigint[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollup_day" (
	"day" date PRIMARY KEY NOT NULL,
	"starts" timestamp NOT NULL,
	"ends" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollup_log" (
	"source" text NOT NULL,
	"at" timestamp,
	"ref" text
);
--> statement-breakpoint
CREATE TABLE "rollup_state" (
	"zone" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"first_day" date,
	"last_day" date,
	"starts" timestamp,
	"ends" timestamp,
	"complete" boolean DEFAULT false NOT NULL,
	"refreshed_at" timestamp
);
--> statement-breakpoint
CREATE INDEX "rollup_series_idx" ON "rollup" USING btree ("series","unit","day");--> statement-breakpoint
CREATE INDEX "rollup_day_starts_idx" ON "rollup_day" USING btree ("starts","ends","day");--> statement-breakpoint
CREATE INDEX "subscription_stopped_at_idx" ON "subscription" USING btree ((greatest("startedAt", "endedAt")),"id") WHERE "subscription"."endedAt" is not null;