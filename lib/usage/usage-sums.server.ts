import { sql } from "drizzle-orm";
import { usageCount, usageCounter } from "./usage-source.server.ts";

/** The selected sums of rows of both counters. They pass 2^31 but not 2^53. */
export const counterSums = {
  messages: sql<number>`coalesce(sum(${usageCount}) filter (where ${usageCounter} = 'messages'), 0)::float8`.as("messages"),
  searches: sql<number>`coalesce(sum(${usageCount}) filter (where ${usageCounter} = 'searches'), 0)::float8`.as("searches"),
};
