import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { payment, subscription } from "../../db/schema.ts";
import { paymentWhere } from "../../payments/payment-where.server.ts";
import { subscriptionWhere } from "../../subscriptions/subscription-where.server.ts";
import { type PaymentRule, paymentRules, type SubscriptionRule, subscriptionRules } from "./suspicious-rule.ts";

/** How many rows break a rule, all of them counted, and the newest of them. */
export interface Broken {
  count: number;
  /** `at`: when it was made, an ISO instant. */
  newest: { id: string; at: string } | undefined;
}

/** What the list behind each rule's link counts: the condition is the list's own. */
export function suspiciousPaymentCounts(db: Db): Promise<Record<PaymentRule, Broken>> {
  return countsOf(db, paymentRules, (rule) => newestOf(payment, paymentWhere({ q: "", filters: { suspicious: [rule] } })));
}

/** The same of the rules about subscriptions. */
export function suspiciousSubscriptionCounts(db: Db): Promise<Record<SubscriptionRule, Broken>> {
  return countsOf(db, subscriptionRules, (rule) => newestOf(subscription, subscriptionWhere({ q: "", filters: { suspicious: [rule] } })));
}

/** Selects the newest of the rows that match, with their number beside it; nothing where there is none. */
const newestOf = (table: typeof payment | typeof subscription, where: SQL | undefined): SQL => sql`
  select (count(*) over ())::int as count, ${table.id} as id, to_char(${table.createdAt}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from ${table} where ${where} order by ${table.createdAt} desc, ${table.id} desc limit 1`;

/** All rules in one query: a page may take only a few. */
async function countsOf<Rule extends string>(db: Db, rules: readonly Rule[], newest: (rule: Rule) => SQL): Promise<Record<Rule, Broken>> {
  const selects = rules.map((rule) => sql`(select ${rule}::text as rule, newest.* from (${newest(rule)}) as newest)`);
  const { rows } = await db.execute<{ rule: Rule; count: number; id: string; at: string }>(sql.join(selects, sql` union all `));
  const found = new Map(rows.map((row) => [row.rule, row]));
  const entries = rules.map((rule): [Rule, Broken] => {
    const row = found.get(rule);
    return [rule, row ? { count: row.count, newest: { id: row.id, at: row.at } } : { count: 0, newest: undefined }];
  });
  return Object.fromEntries(entries) as Record<Rule, Broken>;
}
