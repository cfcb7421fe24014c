DROP INDEX "user_name_idx";--> statement-breakpoint
CREATE INDEX "user_name_idx" ON "user" USING btree (left(coalesce("name", ''), 100),"id");
--> statement-breakpoint
-- They have no primary key: where the product publishes all tables for replication, nothing could be deleted from them.
ALTER TABLE "rollup" REPLICA IDENTITY FULL;--> statement-breakpoint
ALTER TABLE "rollup_log" REPLICA IDENTITY FULL;
