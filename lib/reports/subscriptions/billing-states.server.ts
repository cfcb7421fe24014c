import { type SQL, sql } from "drizzle-orm";
import { subscriptionSnapshot } from "../../db/schema.ts";
import { yearlyAmountOf } from "../../subscriptions/mrr.server.ts";
import { SNAPSHOT_IN_TIME_HOURS } from "../snapshots/snapshot.ts";
import { billingSpans } from "./billing-spans.server.ts";
import { customerKeyOf } from "./customer-key.server.ts";
import { addMonths, monthOf, monthsBetween, startOfMonth } from "./month.ts";
import { placesBefore } from "./running.server.ts";

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
 * - `span` (id, customer, currency, yearly, first, last): see `billingSpans`, with the first and the last boundary that the stretch of time
 *   covers; `last` before `first` where it lies between two, or before or behind all;
 * - `kept` (id, customer, currency, yearly, places): what snapshots kept alike; a bit of `places` for each boundary, from the lowest on;
 * - `run` (id, customer, currency, yearly, first, last): what bills from one boundary to another, both counting, by the snapshot where one is
 *   kept. At each boundary a subscription is in one run at most.
 *
 * Every subscription is looked at once, however many boundaries there are.
 */
export function statesAt(boundaries: readonly Boundary[], now: Date): SQL {
  const { month, takenAt, subscriptionId, customerId, currency, amount, recurringInterval } = subscriptionSnapshot;
  const rows = boundaries.map(
    (boundary, place) => sql`(${sql.raw(String(place))}, ${boundary.at.toISOString()}::timestamp, ${boundary.month}::text)`,
  );
  const instants = boundaries.map(({ at }) => at);
  return sql`
    boundary as materialized (
      select given.place, given.at, given.month, exists (
        select 1 from ${subscriptionSnapshot} where ${month} = given.month
          and ${takenAt} < given.at + ${sql.raw(`interval '${SNAPSHOT_IN_TIME_HOURS} hours'`)}) as kept
      from (values ${sql.join(rows, sql`, `)}) as given (place, at, month)
    ),
    reconstructed as (
      select min(place) as first, max(place) as last
      from (select place, place - row_number() over (order by place) as island from boundary where not kept) as lone group by island
    ),
    span as materialized (
      select spent.id, spent.customer, spent.currency, spent.yearly, ${placesBefore(sql`spent.since`, instants)} as first,
        ${placesBefore(sql`spent.until`, instants)} - 1 as last
      from (${billingSpans(now)}) as spent where spent.since < spent.until
    ),
    kept as (
      select ${subscriptionId} as id, ${customerKeyOf(customerId, subscriptionId)} as customer, ${currency} as currency,
        ${yearlyAmountOf(amount, recurringInterval)} as yearly, bit_or(1::bigint << boundary.place) as places
      from boundary join ${subscriptionSnapshot} on ${month} = boundary.month
      where boundary.kept
      group by ${subscriptionId}, ${customerId}, ${currency}, ${amount}, ${recurringInterval}
    ),
    run as materialized (
      select span.id, span.customer, span.currency, span.yearly, greatest(span.first, reconstructed.first) as first,
        least(span.last, reconstructed.last) as last
      from span join reconstructed on greatest(span.first, reconstructed.first) <= least(span.last, reconstructed.last)
      union all
      select kept.id, kept.customer, kept.currency, kept.yearly, boundary.place,
        boundary.place + ${onesFromTheLowest(sql`kept.places >> boundary.place`)} - 1
      from kept join boundary on (kept.places >> boundary.place) & 1 = 1
        and (boundary.place = 0 or (kept.places >> (boundary.place - 1)) & 1 = 0)
    )`;
}

/** How many bits of a number are set from the lowest one on, up to the first that is not. */
const onesFromTheLowest = (bits: SQL): SQL => sql`bit_count((((${bits}) + 1 & ~(${bits})) - 1)::bit(64))::int`;

/**
 * CTEs behind those of `statesAt`. The last, `movement` (place, id, currency, opening, closing, kind), has one row for each subscription and
 * currency that comes into monthly recurring revenue between a boundary and the next one, goes out of it, or is in it by another run;
 * `opening` and `closing` are yearly, null where it is not in it; `place` is the opening's. What comes in is `reactivated` where its customer
 * had billed before and did not bill at the opening, else `new`; `unchanged` is what stays at its amount.
 */
export function movementsBetween(boundaries: readonly Boundary[]): SQL {
  const { month, subscriptionId, customerId } = subscriptionSnapshot;
  const end = sql.raw(String(boundaries.length - 1));
  return sql`
    pair as materialized (
      select coalesce(was.place, became.place) as place, coalesce(was.id, became.id) as id, became.customer,
        coalesce(was.currency, became.currency) as currency, was.yearly as opening, became.yearly as closing
      from (select last as place, id, currency, yearly from run
        where yearly is not null and last < ${end}) as was
      full join (select first - 1 as place, id, customer, currency, yearly from run where yearly is not null and first > 0) as became
        on became.place = was.place and became.id = was.id and became.currency = was.currency
    ),
    known as (
      select distinct pair.place, pair.customer
      from pair join (select customer, min(last) as last from span where last < ${end} group by customer) as stopped
        on stopped.customer = pair.customer
      where pair.opening is null and stopped.last < pair.place
      union
      select pair.place, pair.customer
      from pair join boundary on boundary.place = pair.place
      join (select ${customerKeyOf(customerId, subscriptionId)} as customer, min(${month}) as month from ${subscriptionSnapshot} group by 1) as met
        on met.customer = pair.customer and met.month < boundary.month
      where pair.opening is null
    ),
    absent as materialized (
      select place, customer from known
      where not exists (select 1 from run where run.customer = known.customer and known.place between run.first and run.last)
    ),
    movement as materialized (
      select pair.place, pair.id, pair.currency, pair.opening, pair.closing,
        case
          when pair.opening is null then case when absent.place is null then 'new' else 'reactivated' end
          when pair.closing is null then 'churned'
          when pair.closing > pair.opening then 'expansion'
          when pair.closing < pair.opening then 'contraction'
          else 'unchanged'
        end as kind
      from pair left join absent on absent.place = pair.place and absent.customer = pair.customer
    )`;
}
