import { sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { versionOf } from "../audit/change-row.server.ts";
import { extremeSearchUsage, messageUsage, usageRowId } from "../db/schema.ts";
import type { UsageCounter } from "./usage.ts";

const build = new QueryBuilder();

/**
 * Both counters as one table, to select from. PostgreSQL takes the union apart again: conditions, order and limit reach each table and its
 * indexes (a Merge Append), so long as both halves have the same types and the order is one that their indexes hold.
 */
export const usage = build
  .select({
    id: usageRowId("messages", messageUsage.id).as("usage_id"),
    counter: sql<UsageCounter>`'messages'::text`.as("counter"),
    rowId: messageUsage.id,
    userId: messageUsage.userId,
    count: sql<number>`${messageUsage.messageCount}`.as("usage_count"),
    date: messageUsage.date,
    resetAt: messageUsage.resetAt,
    createdAt: messageUsage.createdAt,
    updatedAt: messageUsage.updatedAt,
    version: versionOf(messageUsage).as("version"),
  })
  .from(messageUsage)
  .unionAll(
    build
      .select({
        id: usageRowId("searches", extremeSearchUsage.id).as("usage_id"),
        counter: sql<UsageCounter>`'searches'::text`.as("counter"),
        rowId: extremeSearchUsage.id,
        userId: extremeSearchUsage.userId,
        count: sql<number>`${extremeSearchUsage.searchCount}`.as("usage_count"),
        date: extremeSearchUsage.date,
        resetAt: extremeSearchUsage.resetAt,
        createdAt: extremeSearchUsage.createdAt,
        updatedAt: extremeSearchUsage.updatedAt,
        version: versionOf(extremeSearchUsage).as("version"),
      })
      .from(extremeSearchUsage),
  )
  .as("usage");

/** The computed columns by their full names: the short ones, which drizzle writes, also name columns of the outer select. */
export const usageId = sql<string>`"usage"."usage_id"`;
export const usageCounter = sql<UsageCounter>`"usage"."counter"`;
export const usageCount = sql<number>`"usage"."usage_count"`;
