import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { subscription, user } from "../db/schema.ts";
import { emailContains, nameContains, oneOf } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import type { entitlementList, VerdictFilter } from "./entitlement.ts";
import { type RedVerdict, redVerdict } from "./verdict.ts";
import { runningAt, usersWith } from "./verdict-rules.server.ts";

export type EntitlementQuery = QueryOf<typeof entitlementList>;

/**
 * The one condition behind the list, its count and its export, judged at `now`. Without a verdict it is those with a red one, unless users are
 * named by id, as for an export of selected rows.
 */
export function entitlementWhere({ q, filters }: Pick<EntitlementQuery, "q" | "filters">, now: Date): SQL | undefined {
  const { verdict, createdAt, id } = filters;
  return and(
    q ? or(nameContains(user.name, q), emailContains(user.email, q), eq(user.id, q)) : undefined,
    hasVerdict(verdict ?? (id ? undefined : redVerdict), now),
    within(user.createdAt, createdAt),
    oneOf(user.id, id),
  );
}

const held = alias(subscription, "held");

function hasVerdict(verdicts: readonly VerdictFilter[] | undefined, now: Date): SQL | undefined {
  if (!verdicts) return undefined;
  const red = verdicts.filter((verdict): verdict is RedVerdict => (redVerdict as readonly string[]).includes(verdict));
  const hasPlan = sql`exists (select 1 from ${subscription} ${held} where ${held.userId} = ${user.id} and ${runningAt(held, now)})`;
  // As an array the few users in red are found first, and then read by their ids, whatever the planner thinks of their number.
  if (red.length === verdicts.length) return sql`${user.id} = any (array(${usersWith(red, now)}))`;
  return or(
    red.length > 0 ? sql`${user.id} in (${usersWith(red, now)})` : undefined,
    verdicts.includes("plan") ? hasPlan : undefined,
    verdicts.includes("no_plan") ? sql`not ${hasPlan}` : undefined,
  );
}
