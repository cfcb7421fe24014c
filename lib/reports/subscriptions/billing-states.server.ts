import { type SQL, sql } from "drizzle-orm";
import { subscriptionSnapshot } from "../../db/schema.ts";
import { yearlyAmountOf } from "../../subscriptions/mrr.server.ts";
import { SNAPSHOT_IN_TIME_HOURS } from "../snapshots/snapshot.ts";
import { billingSpans } from "./billing-spans.server.ts";
import { customerKeyOf } from "./customer-key.server.ts";
import { addMonths, monthOf, monthsBetween, startOfMonth } from "./month.ts";

/** An instant at which the report looks: a month's start, or now. */
export interface Boundary {
  at: Date;
  /** Null for now. */
  month: string | null;
}

/** The starts of the months from one to another and the end of the last, which is now where that month is not over. */
export function boundariesOf(from: string, to: string, now: Date, zone: string): Boundary[] {
  const starts = monthsBetween(from, to).map((month) => ({ at: startOfMonth(month, zone), month }));
  const end = addMonths(to, 1);
  return [...starts, to >= monthOf(now, zone) ? { at: now, month: null } : { at: startOfMonth(end, zone), month: end }];
}

/**
 * CTEs for what is asked of `boundaries`, which are numbered from 0 as `place`:
 * - `boundary` (place, at, month, kept): `kept` where a snapshot of that month was taken in time;
 * - `span`: see `billingSpans`;
 * - `state` (place, id, customer, currency, yearly): each subscription that bills at each boundary, by the snapshot where one is kept.
 */
export function statesAt(boundaries: readonly Boundary[], now: Date): SQL {
  const { month, takenAt, subscriptionId, customerId, currency, amount, recurringInterval } = subscriptionSnapshot;
  const rows = boundaries.map(
    (boundary, place) => sql`(${sql.raw(String(place))}, ${boundary.at.toISOString()}::timestamp, ${boundary.month}::text)`,
  );
  return sql`
    boundary as materialized (
      select given.place, given.at, given.month, exists (
        select 1 from ${subscriptionSnapshot} where ${month} = given.month
          and ${takenAt} < given.at + ${sql.raw(`interval '${SNAPSHOT_IN_TIME_HOURS} hours'`)}) as kept
      from (values ${sql.join(rows, sql`, `)}) as given (place, at, month)
    ),
    span as materialized (${billingSpans(now)}),
    state as materialized (
      select boundary.place, span.id, span.customer, span.currency, span.yearly
      from boundary join span on span.since <= boundary.at and boundary.at < span.until
      where not boundary.kept
      union all
      select boundary.place, ${subscriptionId}, ${customerKeyOf(customerId, subscriptionId)}, ${currency},
        ${yearlyAmountOf(amount, recurringInterval)}
      from boundary join ${subscriptionSnapshot} on ${month} = boundary.month
      where boundary.kept
    )`;
}

/**
 * A CTE behind those of `statesAt`: `movement` (place, id, currency, opening, closing, kind), one row for each subscription and currency that
 * is in monthly recurring revenue at a boundary or at the next one. `opening` and `closing` are yearly, null where it is not in it; `place` is
 * the opening's. What comes in is `reactivated` where its customer had billed before and did not bill at the opening, else `new`; `unchanged`
 * is what stays at its amount.
 */
export function movementsBetween(boundaries: readonly Boundary[]): SQL {
  const { month, subscriptionId, customerId } = subscriptionSnapshot;
  return sql`
    pair as materialized (
      select coalesce(was.place, became.place - 1) as place, coalesce(was.id, became.id) as id,
        coalesce(was.customer, became.customer) as customer, coalesce(was.currency, became.currency) as currency,
        was.yearly as opening, became.yearly as closing
      from (select * from state where yearly is not null and place < ${sql.raw(String(boundaries.length - 1))}) as was
      full join (select * from state where yearly is not null and place > 0) as became
        on became.place = was.place + 1 and became.id = was.id and became.currency = was.currency
    ),
    stopped as (select customer, min(until) as at from span where since < until group by customer),
    kept_before as (
      select ${customerKeyOf(customerId, subscriptionId)} as customer, min(${month}) as month from ${subscriptionSnapshot} group by 1
    ),
    holder as (select distinct place, customer from state),
    movement as materialized (
      select pair.place, pair.id, pair.currency, pair.opening, pair.closing,
        case
          when pair.opening is null and holder.customer is null
            and (stopped.at <= boundary.at or kept_before.month < boundary.month) then 'reactivated'
          when pair.opening is null then 'new'
          when pair.closing is null then 'churned'
          when pair.closing > pair.opening then 'expansion'
          when pair.closing < pair.opening then 'contraction'
          else 'unchanged'
        end as kind
      from pair
      join boundary on boundary.place = pair.place
      left join stopped on stopped.customer = pair.customer
      left join kept_before on kept_before.customer = pair.customer
      left join holder on holder.place = pair.place and holder.customer = pair.customer
    )`;
}
