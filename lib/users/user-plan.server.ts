import { type AnyColumn, and, desc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { alias, QueryBuilder } from "drizzle-orm/pg-core";
import { subscription, user } from "../db/schema.ts";
import { productName } from "../env.server.ts";
import type { FoundWithin } from "../list/found-within.server.ts";
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

const ranked = alias(subscription, "ranked");

/** A select of one column of a user's present subscription: asked of each user by itself, through the index on the user. */
function ofPresent(column: "id" | "status", userId: AnyColumn | SQL): SQL {
  return sql`select ${ranked[column]} from ${subscription} ${ranked} where ${ranked.userId} = ${userId}
    order by ${sql.join(presentFirst(ranked), sql`, `)} limit 1`;
}

/** The user's plan has one of these statuses. */
export function hasPlan(statuses: readonly string[]): FoundWithin {
  const { id, userId, status } = subscription;
  return {
    among: user.id,
    ids: sql`select ${userId} from ${subscription} where ${and(isNotNull(userId), inArray(status, [...statuses]))} and ${id} = (${ofPresent("id", userId)})`,
    lookUp: sql`select 1 from (${ofPresent("status", sql`near.id`)}) as present where ${inArray(sql`present.status`, [...statuses])}`,
  };
}

/** The user has no subscription (`NO_PLAN`), or their plan has another of these statuses. Most users have none, so each is asked in the list's order. */
export function hasPlanOrNone(plans: readonly string[]): SQL {
  return sql`coalesce((${ofPresent("status", user.id)}), ${NO_PLAN}) in (${sql.join(
    plans.map((plan) => sql`${plan}`),
    sql`, `,
  )})`;
}
