import { and, gte, lte, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscriptionSnapshot } from "../../db/schema.ts";

/** The snapshots of some months, oldest first: when each was taken, and of how many subscriptions. */
export function listSnapshots(db: Db, from: string, to: string): Promise<{ month: string; takenAt: Date; subscriptions: number }[]> {
  const { month, takenAt } = subscriptionSnapshot;
  return db
    .select({ month, takenAt: sql<Date>`min(${takenAt})`.mapWith(takenAt), subscriptions: sql<number>`count(*)::int` })
    .from(subscriptionSnapshot)
    .where(and(gte(month, from), lte(month, to)))
    .groupBy(month)
    .orderBy(month);
}
