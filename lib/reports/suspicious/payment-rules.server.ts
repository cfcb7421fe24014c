import { type SQL, sql } from "drizzle-orm";
import { payment } from "../../db/schema.ts";
import { disputeStage, disputeStatus, paymentStatus, refundStatus } from "../../db/values.ts";
import { endsOfSilences } from "./silence.server.ts";
import { anyOf, hours, minutes, noneOf, unknown } from "./sql-words.server.ts";
import { CHARGED_BEFORE_PERIOD_HOURS, type PaymentRule, paymentRules, TWIN_MINUTES } from "./suspicious-rule.ts";

/**
 * Selects the ids of the payments (`p`) that break a rule. `only` is a condition on `p` which narrows them: the rule is the same for a list
 * and for one payment's page.
 */
type Breaking = (only: SQL, at: Date) => SQL;

/** Null equals nothing, and an empty id names nobody: who has no customer id has no twin. */
const mayHaveTwin = sql`(p.status = 'succeeded' and p.customer_id <> '')`;
/** `twin` is what `p`, which may have one, was charged twice with. */
const isTwin = sql`(twin.customer_id = p.customer_id and twin.status = 'succeeded' and twin.total_amount = p.total_amount
  and upper(twin.currency) = upper(p.currency) and twin.id <> p.id
  and twin.created_at between p.created_at - ${minutes(TWIN_MINUTES)} and p.created_at + ${minutes(TWIN_MINUTES)})`;

/**
 * Selects the payments that a payment was charged twice with, the nearest first: `id`, and `after`, the milliseconds from the payment to it,
 * below zero where it came before.
 */
export const twinsOf = (paymentId: string, limit: number): SQL => sql`
  select twin.id, (extract(epoch from twin.created_at - p.created_at) * 1000)::float8 as after
  from payment p join payment twin on ${isTwin}
  where p.id = ${paymentId} and ${mayHaveTwin} order by abs(extract(epoch from twin.created_at - p.created_at)), twin.id limit ${limit}`;

const breaking: Record<PaymentRule, Breaking> = {
  "refunded-too-much": (only) => sql`
    select p.id from payment p where p.refunded_amount > 0 and p.refunded_amount > p.total_amount and ${only}`,

  "charged-twice": (only) => sql`
    select p.id from payment p
    where ${mayHaveTwin} and ${only} and exists (select 1 from payment twin where ${isTwin})`,

  // From the lost disputes, which are few, to what came after them: one index range for each, by customer and by subscription.
  "paid-after-lost-dispute": (only) => sql`
    select p.id from payment_entry e join payment lost on lost.id = e.payment_id
      join payment p on p.customer_id = lost.customer_id and p.customer_id <> '' and p.created_at > e.at
    where e.kind = 'dispute' and e.status = 'dispute_lost' and p.id <> lost.id and p.status = 'succeeded' and ${only}
    union
    select p.id from payment_entry e join payment lost on lost.id = e.payment_id
      join payment p on p.subscription_id = lost.subscription_id and p.subscription_id <> '' and p.created_at > e.at
    where e.kind = 'dispute' and e.status = 'dispute_lost' and p.id <> lost.id and p.status = 'succeeded' and ${only}`,

  "lost-dispute": (only) => sql`
    select p.id from payment_entry e join payment p on p.id = e.payment_id
    where e.kind = 'dispute' and e.status = 'dispute_lost' and p.status = 'succeeded' and ${only}`,

  "amount-differs": (only) => sql`
    select p.id from payment p join subscription s on s.id = p.subscription_id
    where p.status = 'succeeded' and p.created_at >= s."currentPeriodStart" - ${hours(CHARGED_BEFORE_PERIOD_HOURS)} and ${only} and (
      upper(p.currency) <> upper(s.currency)
      or (
        s.amount not in (p.total_amount, p.total_amount::bigint - coalesce(p.tax, 0))
        and not (p.total_amount = 0 and (s.status = 'trialing' or p.created_at < s."startedAt" + interval '1 day'))
        and not (p.total_amount::bigint - coalesce(p.tax, 0) < s.amount and (p.discount_id is not null or s."discountId" is not null))
      )
    )`,

  unreadable: (only) => sql`
    select p.id from payment_entry e join payment p on p.id = e.payment_id where e.problem is not null and ${only}`,

  // The few statuses that there are come from the index first; the rows of the unknown ones come from it too. A refund in such a status is
  // among those that cannot be read, which have an index of their own; disputes are few.
  "unknown-value": (only) => sql`
    select p.id from payment p where p.status = any(array(${unknown(payment.status, ["", ...paymentStatus])})) and ${only}
    union
    select p.id from payment_entry e join payment p on p.id = e.payment_id
    where e.problem is not null and e.kind = 'refund' and e.status not in ${noneOf(refundStatus)} and ${only}
    union
    select p.id from payment_entry e join payment p on p.id = e.payment_id
    where e.kind = 'dispute' and (e.status not in ${noneOf(disputeStatus)} or e.stage not in ${noneOf(disputeStage)}) and ${only}`,

  "after-silence": (only, at) => sql`select p.id from (${endsOfSilences(at)}) as p where ${only}`,
};

/**
 * Payments that break any of the rules. The ids are found first, once, whatever order the list is in: as a condition on each row the
 * planner would try the rule on one payment after the other, newest first, until it has a page of them, which for a rule that is
 * seldom broken is all of them.
 */
export function breaksPaymentRule(rules: readonly PaymentRule[], at: Date): SQL {
  return anyOf(
    payment.id,
    rules.map((rule) => breaking[rule](sql`true`, at)),
  );
}

/** The rules that are about a payment itself. Being the first after a silence is nothing that a payment does. */
const ownRules = paymentRules.filter((rule) => rule !== "after-silence");

/** Each rule with whether this payment breaks it, for `brokenRules`. */
export const paymentRuleChecks = (paymentId: string, at: Date) =>
  ownRules.map((rule) => ({ rule, breaks: breaking[rule](sql`p.id = ${paymentId}`, at) }));
