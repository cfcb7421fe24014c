import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { paymentRuleChecks } from "./payment-rules.server.ts";
import { subscriptionRuleChecks } from "./subscription-rules.server.ts";
import type { PaymentRule, SubscriptionRule } from "./suspicious-rule.ts";

/** The rules that a payment breaks, in the rules' own order; none where there is no such payment. */
export function rulesBrokenByPayment(db: Db, paymentId: string, at = new Date()): Promise<PaymentRule[]> {
  return brokenRules(db, paymentRuleChecks(paymentId, at));
}

/** The same of a subscription. */
export function rulesBrokenBySubscription(db: Db, subscriptionId: string, at = new Date()): Promise<SubscriptionRule[]> {
  return brokenRules(db, subscriptionRuleChecks(subscriptionId, at));
}

async function brokenRules<Rule extends string>(db: Db, checks: readonly { rule: Rule; breaks: SQL }[]): Promise<Rule[]> {
  const broken = checks.map(({ rule, breaks }) => sql`case when exists (${breaks}) then ${rule}::text end`);
  const { rows } = await db.execute<{ rules: Rule[] }>(sql`select array_remove(array[${sql.join(broken, sql`, `)}], null) as rules`);
  return rows[0]!.rules;
}
