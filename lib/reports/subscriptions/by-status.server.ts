import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscription } from "../../db/schema.ts";

/** Subscriptions of one status and currency, as they are now. */
export interface StatusCount {
  status: string;
  currency: string;
  subscriptions: number;
  /** Those that do not say when they ended. */
  withoutEnd: number;
  /** Those that do not say when they were canceled. */
  withoutCancellation: number;
  /** Minor units, as one interval costs. */
  amount: number;
}

/** Every subscription there is, by status and currency. */
export function subscriptionsByStatusAndCurrency(db: Db): Promise<StatusCount[]> {
  const { status, currency, amount, endedAt, canceledAt } = subscription;
  return db
    .select({
      status,
      currency,
      subscriptions: sql<number>`count(*)::int`,
      withoutEnd: sql<number>`count(*) filter (where ${endedAt} is null)::int`,
      withoutCancellation: sql<number>`count(*) filter (where ${canceledAt} is null)::int`,
      amount: sql<number>`sum(${amount})::float8`,
    })
    .from(subscription)
    .groupBy(status, currency)
    .orderBy(status, currency);
}
