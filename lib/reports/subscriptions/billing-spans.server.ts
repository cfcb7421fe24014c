import { type SQL, sql } from "drizzle-orm";
import { auditLog, subscription } from "../../db/schema.ts";
import { yearlyAmountOf } from "../../subscriptions/mrr.server.ts";
import { customerKeyOf } from "./customer-key.server.ts";

/**
 * When each subscription has billed, as far as dates that are there tell: a select of (id, customer, currency, yearly, since, until), one row
 * for each stretch of time in which its amount is known; `since` counts, `until` does not; `yearly` (see `Yearly`) is null for an interval
 * that cannot be brought to a month. Some rows are empty, with `until` not after `since`.
 *
 * The table holds a subscription as it is now. It has billed from its start
 * - until its end, or until now, where it is active or past due;
 * - until its end where it is canceled: the first that is there of endedAt, endsAt, canceledAt and the start of its present period;
 * - until its end, else the start of its present period, which was not paid, where it is unpaid or paused.
 * It has never billed where it is trialing or incomplete, or of a status that nobody knows. A trial that has become a paid subscription
 * counts from its start: when the trial ended is nowhere.
 *
 * Where our own audit log says what a status, an amount, a currency or an interval was before somebody corrected it, the time before that
 * counts as it was then. A status that was corrected to one that does not bill ends the billing at that instant. At `now` this is exactly
 * what `billingWhere` says.
 */
export function billingSpans(now: Date): SQL {
  const { startedAt, endedAt, endsAt, canceledAt, currentPeriodStart } = subscription;
  const status = sql`coalesce(told.status, ${subscription.status})`;
  const amount = sql`coalesce(told.amount, ${subscription.amount})`;
  const interval = sql`coalesce(told.recurring_interval, ${subscription.recurringInterval})`;
  const stopped = sql`case when ${status} = 'canceled'
    then coalesce(${endedAt}, ${endsAt}, ${canceledAt}, ${currentPeriodStart}) else coalesce(${endedAt}, ${currentPeriodStart}) end`;
  return sql`
    select ${subscription.id} as id, ${customerKeyOf(subscription.customerId, subscription.id)} as customer,
      coalesce(told.currency, ${subscription.currency}) as currency, ${yearlyAmountOf(amount, interval)} as yearly,
      greatest(${startedAt}, told.since) as since,
      coalesce(least(${endedAt}, told.until, case when ${status} in ('canceled', 'unpaid', 'paused') then
        case when told.set_status = ${status} then told.since else least(${stopped}, ${now.toISOString()}::timestamp) end
      end), 'infinity'::timestamp) as until
    from ${subscription} left join (${toldByAudit}) as told on told.id = ${subscription.id}
    where ${status} in ('active', 'past_due', 'canceled', 'unpaid', 'paused')`;
}

/** A field as the log keeps it: null where the change was not about it. */
const field = (side: "before" | "after", name: string): SQL => sql`${auditLog[side]} ->> ${sql.raw(`'${name}'`)}`;

/** The next value that the log gives a field of before a change, from a change on; null where it gives none. */
const nextOf = (column: string): SQL => sql.raw(`(array_agg(${column}) filter (where ${column} is not null) over ahead)[1]`);

/**
 * The times between the corrections of a subscription, and what the log says of each: null for what it does not say, which is then as it is
 * now. `set_status`: what the status was corrected to last before.
 */
const toldByAudit: SQL = sql`
  with change as (
    select ${auditLog.subjectId} as subject, ${auditLog.createdAt} as at, ${auditLog.id} as id,
      ${field("before", "status")} as status,
      case when ${field("before", "amount")} ~ '^[0-9]{1,10}$' then (${field("before", "amount")})::bigint end as amount,
      ${field("before", "currency")} as currency,
      ${field("before", "recurringInterval")} as recurring_interval,
      ${field("after", "status")} as status_after
    from ${auditLog}
    where ${auditLog.subjectType} = 'subscription' and coalesce(${field("before", "status")}, ${field("before", "amount")},
      ${field("before", "currency")}, ${field("before", "recurringInterval")}) is not null
  )
  select subject as id, lag(at) over changes as since, at as until, ${nextOf("status")} as status, ${nextOf("amount")} as amount,
    ${nextOf("currency")} as currency, ${nextOf("recurring_interval")} as recurring_interval,
    (array_agg(status_after) filter (where status_after is not null) over behind)[1] as set_status
  from change
  window changes as (partition by subject order by at, id),
    ahead as (changes rows between current row and unbounded following),
    behind as (partition by subject order by at desc, id desc rows between 1 following and unbounded following)
  union all
  select subject, max(at), null::timestamp, null::text, null::bigint, null::text, null::text,
    (array_agg(status_after order by at desc, id desc) filter (where status_after is not null))[1]
  from change group by subject`;
