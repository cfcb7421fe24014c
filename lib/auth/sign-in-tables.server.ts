import { pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { rateLimit, session, user } from "../db/schema.ts";

/**
 * The tables as better-auth sees them. It selects every column that it is shown, so of an account these are all: what other services gave for
 * a user has no part in signing in with a password, and the dashboard's role may not read it.
 */
export const signInTables = {
  user,
  session,
  rateLimit,
  account: pgTable("account", {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id").notNull(),
    password: text("password"),
    createdAt: timestamp("created_at").notNull(),
    updatedAt: timestamp("updated_at").notNull(),
  }),
};
