-- A product on better-auth has a table rate_limit of its own, with the same columns: this one is Purser's alone.
ALTER TABLE "rate_limit" RENAME TO "purser_rate_limit";--> statement-breakpoint
ALTER TABLE "purser_rate_limit" RENAME CONSTRAINT "rate_limit_key_unique" TO "purser_rate_limit_key_unique";--> statement-breakpoint
ALTER TABLE "purser_rate_limit" RENAME CONSTRAINT "rate_limit_pkey" TO "purser_rate_limit_pkey";
