import { type SQL, sql } from "drizzle-orm";
import { subscription } from "../../db/schema.ts";
import { recurringInterval, subscriptionStatus } from "../../db/values.ts";
import { anyOf, days, hours, instant, unknown } from "./sql-words.server.ts";
import { CHARGED_BEFORE_PERIOD_HOURS, type SubscriptionRule, subscriptionRules, UNPAID_GRACE_DAYS } from "./suspicious-rule.ts";

/** Selects the ids of the subscriptions (`s`) that break a rule, narrowed by a condition on `s`. */
type Breaking = (only: SQL, at: Date) => SQL;

/** Null where the period has no end, as a plan for life may be told. */
const halfOfPeriod = sql`case when isfinite(s."currentPeriodStart") and isfinite(s."currentPeriodEnd")
  then (s."currentPeriodEnd" - s."currentPeriodStart") / 2 end`;

const breaking: Record<SubscriptionRule, Breaking> = {
  "unpaid-period": (only, at) => sql`
    select s.id from subscription s
    where s.status = 'active' and s.amount > 0 and ${only}
      and s."currentPeriodStart" < ${instant(at)} - least(${days(UNPAID_GRACE_DAYS)}, ${halfOfPeriod})
      and not exists (
        select 1 from payment p
        where p.subscription_id = s.id and p.status = 'succeeded'
          and p.created_at >= s."currentPeriodStart" - ${hours(CHARGED_BEFORE_PERIOD_HOURS)}
      )`,

  // The few values that there are come from the indexes first, and value by value the rows of the unknown ones from the same.
  "unknown-value": (only) => sql`
    select odd.id from (${unknown(subscription.status, subscriptionStatus)}) as value (unknown)
      cross join lateral (select s.id from subscription s where s.status = value.unknown and ${only} offset 0) as odd
    union
    select odd.id from (${unknown(subscription.recurringInterval, recurringInterval)}) as value (unknown)
      cross join lateral (select s.id from subscription s where s."recurringInterval" = value.unknown and ${only} offset 0) as odd`,
};

/** Subscriptions that break any of the rules; see `breaksPaymentRule`. */
export function breaksSubscriptionRule(rules: readonly SubscriptionRule[], at: Date): SQL {
  return anyOf(
    subscription.id,
    rules.map((rule) => breaking[rule](sql`true`, at)),
  );
}

/** Each rule with whether this subscription breaks it, for `brokenRules`. */
export const subscriptionRuleChecks = (subscriptionId: string, at: Date) =>
  subscriptionRules.map((rule) => ({ rule, breaks: breaking[rule](sql`s.id = ${subscriptionId}`, at) }));
