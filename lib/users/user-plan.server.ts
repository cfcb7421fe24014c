import { type AnyColumn, and, desc, eq, exists, inArray, notExists, notInArray, type SQL, sql } from "drizzle-orm";
import { alias, QueryBuilder } from "drizzle-orm/pg-core";
import { subscription, user } from "../db/schema.ts";
import { productName } from "../env.server.ts";
import { NO_PLAN } from "./user.ts";

type Ranked = Record<"status" | "startedAt" | "id", AnyColumn>;

/**
 * A user's plan is their present subscription: a running one before any other (its status is trialing, active or past_due), then the
 * one that started last. The list's column, its filter and the user's page all mean this.
 */
const isRunning = (s: Ranked): SQL => sql`(${s.status} in ('trialing', 'active', 'past_due'))`;

/** The order in which a user's subscriptions stand so that the first is the present one. */
export const presentFirst = (s: Ranked): SQL[] => [desc(isRunning(s)), desc(s.startedAt), desc(s.id)];

export interface Plan {
  status: string;
  /** The product's name where `PRODUCT_NAMES` gives one, its id otherwise. */
  product: string;
}

interface PlanJson {
  status: string;
  productId: string;
}

/** The plan of the user in the enclosing query as JSON, null without a subscription; `planOf` makes a `Plan` of it. */
export const planJson = sql<PlanJson | null>`${new QueryBuilder()
  .select({ plan: sql`json_build_object('status', ${subscription.status}, 'productId', ${subscription.productId})`.as("plan") })
  .from(subscription)
  .where(eq(subscription.userId, user.id))
  .orderBy(...presentFirst(subscription))
  .limit(1)}`;

export function planOf(json: PlanJson | null): Plan | null {
  return json && { status: json.status, product: productName(json.productId) };
}

/** The user's plan has one of these statuses, or `NO_PLAN`: they have no subscription. */
export function planIs(plans: readonly string[] | undefined): SQL | undefined {
  if (!plans) return undefined;
  const present = alias(subscription, "present");
  const ranked = alias(subscription, "ranked");
  const query = new QueryBuilder();
  const statuses = plans.filter((plan) => plan !== NO_PLAN);
  // Among the present subscriptions that decide: the wanted ones, or, where having none will do, the unwanted ones.
  const orNone = plans.includes(NO_PLAN);
  const presentOnes = query
    .select({ userId: present.userId })
    .from(present)
    .where(
      and(
        eq(present.userId, user.id),
        orNone ? notInArray(present.status, statuses) : inArray(present.status, statuses),
        // Asked of each candidate by itself, through the index on the user: as an anti-join the planner would hash every subscription.
        eq(
          present.id,
          sql`(${query
            .select({ id: ranked.id })
            .from(ranked)
            .where(eq(ranked.userId, present.userId))
            .orderBy(...presentFirst(ranked))
            .limit(1)})`,
        ),
      ),
    );
  return orNone ? notExists(presentOnes) : exists(presentOnes);
}
