import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { paymentRuleChecks, twinsOf } from "./payment-rules.server.ts";
import { subscriptionRuleChecks } from "./subscription-rules.server.ts";
import type { PaymentRule, SubscriptionRule } from "./suspicious-rule.ts";

/** The rules that a payment breaks, in the rules' own order; none where there is no such payment. */
export function rulesBrokenByPayment(db: Db, paymentId: string, at = new Date()): Promise<PaymentRule[]> {
  return brokenRules(db, paymentRuleChecks(paymentId, at));
}

/** A payment that another one was charged twice with; `after` is by how many milliseconds it came later, below zero where it came before. */
export interface Twin {
  id: string;
  after: number;
}

/** What a payment was charged twice with, the nearest first, at most 3; none where it was not. */
export async function listTwins(db: Db, paymentId: string): Promise<Twin[]> {
  return (await db.execute<{ id: string; after: number }>(twinsOf(paymentId, 3))).rows;
}

/** The rules that a subscription breaks. */
export function rulesBrokenBySubscription(db: Db, subscriptionId: string, at = new Date()): Promise<SubscriptionRule[]> {
  return brokenRules(db, subscriptionRuleChecks(subscriptionId, at));
}

async function brokenRules<Rule extends string>(db: Db, checks: readonly { rule: Rule; breaks: SQL }[]): Promise<Rule[]> {
  const broken = checks.map(({ rule, breaks }) => sql`case when exists (${breaks}) then ${rule}::text end`);
  const { rows } = await db.execute<{ rules: Rule[] }>(sql`select array_remove(array[${sql.join(broken, sql`, `)}], null) as rules`);
  return rows[0]!.rules;
}
