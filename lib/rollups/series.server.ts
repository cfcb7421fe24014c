import { type SQL, sql } from "drizzle-orm";
import {
  extremeSearchUsage,
  message,
  messageUsage,
  payment,
  paymentEntry,
  type RollupSeries,
  type RollupSource,
  rollupSeries,
  subscription,
  toolCallDurationMs,
  toolCalls,
  user,
} from "../db/schema.ts";
import { paymentCountry, paymentMethod, paymentProduct, settlementKey, withPlan } from "../payments/payment-dimensions.server.ts";
import { entryVerdict, isLost } from "../reports/money/entry-where.server.ts";
import { LATENCY_BUCKETS, LATENCY_GROWTH } from "./latency-histogram.ts";

/** To be raised whenever a definition below changes what it adds up: days made by another one are rolled up anew. */
export const ROLLUP_VERSION = 1;

/** The instants between which rows lie: the first counts, the second does not. */
interface Span {
  starts: SQL;
  ends: SQL;
}

interface Definition {
  /** Whose changes touch it. */
  source: RollupSource;
  /** `key` and `sums` of the rows of a span, one row a key, none where there are no rows. It is what a day holds, and what a read takes in its place. */
  rows(span: Span): SQL;
}

const within = (column: SQL, { starts, ends }: Span) => sql`${column} >= ${starts} and ${column} < ${ends}`;
const total = (amount: SQL) => sql`coalesce(sum(${amount}), 0)::bigint`;
const keyOf = (...parts: SQL[]) => sql`json_build_array(${sql.join(parts, sql`, `)})::text`;

/** Sums of payments: how many, gross, tax, how many of unknown tax, refunded (whenever that was), settled gross and settled tax, in minor units. */
const paymentSums = sql`array[
  count(*), ${total(sql`${payment.totalAmount}`)}, ${total(sql`${payment.tax}`)}, count(*) filter (where ${payment.tax} is null),
  ${total(sql`${payment.refundedAmount}`)}, ${total(sql`${payment.settlementAmount}`)}, ${total(sql`${payment.settlementTax}`)}
]`;

/** Payments that succeeded, by [value, currency, currency of settlement]. */
const paymentsBy = (value: SQL<string>, joined: SQL = sql``): Definition => ({
  source: "payment",
  rows: (span) => sql`
    select ${keyOf(value, sql`${payment.currency}`, settlementKey)} as key, ${paymentSums} as sums
    from ${payment} ${joined}
    where ${within(sql`${payment.createdAt}`, span)} and ${payment.status} = 'succeeded'
    group by ${value}, ${payment.currency}, ${settlementKey}`,
});

/** Refunds and disputes that count, each on its own date, by [value, currency, kind, whether it was lost]: how many, minor units. */
const entriesBy = (value: SQL<string>, joined: SQL = sql``): Definition => ({
  source: "entry",
  rows: (span) => sql`
    select ${keyOf(value, sql`${paymentEntry.currency}`, sql`${paymentEntry.kind}`, isLost)} as key,
      array[count(*), ${total(sql`${paymentEntry.amount}`)}] as sums
    from ${paymentEntry} join ${payment} on ${payment.id} = ${paymentEntry.paymentId} ${joined}
    where ${within(sql`${paymentEntry.at}`, span)} and ${entryVerdict} = 'counts'
    group by ${value}, ${paymentEntry.currency}, ${paymentEntry.kind}, ${isLost}`,
});

/** Subscriptions by [status, currency, interval]: how many, the sum of their amounts in minor units. */
function subscriptionsAt(at: SQL, which: SQL = sql``): Definition {
  const { status, currency, recurringInterval, amount } = subscription;
  return {
    source: "subscription",
    rows: (span) => sql`
      select ${keyOf(sql`${status}`, sql`${currency}`, sql`${recurringInterval}`)} as key, array[count(*), ${total(sql`${amount}`)}] as sums
      from ${subscription} where ${within(at, span)} ${which}
      group by ${status}, ${currency}, ${recurringInterval}`,
  };
}

/**
 * What is rolled up. Each definition is made of the conditions that the lists and reports use, so that a number is the sum of its rows
 * whichever way it was added up. Sums pass 2^31 but not 2^53.
 */
export const definitions: Readonly<Record<RollupSeries, Definition>> = {
  /** Users by the time they joined: how many. */
  sign_ups: {
    source: "user",
    rows: (span) => sql`
      select '' as key, array[count(*)] as sums from ${user} where ${within(sql`${user.createdAt}`, span)} having count(*) > 0`,
  },
  /** Messages by the time they were written: how many, `total_tokens`. */
  messages: {
    source: "message",
    rows: (span) => sql`
      select '' as key, array[count(*), ${total(sql`${message.totalTokens}`)}] as sums
      from ${message} where ${within(sql`${message.createdAt}`, span)} having count(*) > 0`,
  },
  /** The same by [role, model (null: none)]: how many, `total_tokens`, how many without any. The other one is read without the wide rows. */
  messages_by_kind: {
    source: "message",
    rows: (span) => sql`
      select ${keyOf(sql`${message.role}`, sql`${message.model}`)} as key,
        array[count(*), ${total(sql`${message.totalTokens}`)}, count(*) filter (where ${message.totalTokens} is null)] as sums
      from ${message} where ${within(sql`${message.createdAt}`, span)}
      group by ${message.role}, ${message.model}`,
  },
  /** Both counters by their date: messages, searches. */
  usage: {
    source: "usage",
    rows: (span) => sql`
      select '' as key, array[${total(sql`messages`)}, ${total(sql`searches`)}] as sums
      from (
        select ${messageUsage.messageCount} as messages, 0 as searches from ${messageUsage} where ${within(sql`${messageUsage.date}`, span)}
        union all
        select 0, ${extremeSearchUsage.searchCount} from ${extremeSearchUsage} where ${within(sql`${extremeSearchUsage.date}`, span)}
      ) as counters
      having count(*) > 0`,
  },
  /** Tool calls by the time they were made and the status that they have: how many. */
  tool_calls: {
    source: "tool_call",
    rows: (span) => sql`
      select ${toolCalls.status} as key, array[count(*)] as sums
      from ${toolCalls} where ${within(sql`${toolCalls.createdAt}`, span)} group by ${toolCalls.status}`,
  },
  /** Tool calls that started and finished, by the time they were made: how many in each bucket of the latency histogram. */
  tool_latency: {
    source: "tool_call",
    rows: (span) => sql`
      with measured as (
        select ${latencyBucket(toolCallDurationMs)} as bucket from ${toolCalls}
        where ${within(sql`${toolCalls.createdAt}`, span)} and ${toolCalls.startedAt} is not null and ${toolCalls.finishedAt} is not null
      ), counted as (select bucket, count(*) as calls from measured group by bucket)
      select '' as key, array_agg(coalesce(calls, 0) order by place) as sums
      from generate_series(0, (select max(bucket) from counted)) as place left join counted on bucket = place
      having count(*) > 0`,
  },
  /** Payments that succeeded, by the time they were made and their currency: how many, gross, refunded (whenever that was), in minor units. */
  revenue: {
    source: "payment",
    rows: (span) => sql`
      select ${payment.currency} as key, array[count(*), ${total(sql`${payment.totalAmount}`)}, ${total(sql`${payment.refundedAmount}`)}] as sums
      from ${payment} where ${within(sql`${payment.createdAt}`, span)} and ${payment.status} = 'succeeded'
      group by ${payment.currency}`,
  },
  /** All payments by the time they were made, by [status (null: none), currency, currency of settlement]. */
  payments: {
    source: "payment",
    rows: (span) => sql`
      select ${keyOf(sql`nullif(${payment.status}, '')`, sql`${payment.currency}`, settlementKey)} as key, ${paymentSums} as sums
      from ${payment} where ${within(sql`${payment.createdAt}`, span)}
      group by nullif(${payment.status}, ''), ${payment.currency}, ${settlementKey}`,
  },
  payments_by_product: paymentsBy(paymentProduct, withPlan),
  payments_by_country: paymentsBy(paymentCountry),
  payments_by_method: paymentsBy(paymentMethod),
  /** All refunds and disputes, each on its own date, by [kind, currency, verdict, whether it was lost, problem]: how many, minor units. */
  entries: {
    source: "entry",
    rows: (span) => sql`
      select ${keyOf(sql`${paymentEntry.kind}`, sql`${paymentEntry.currency}`, entryVerdict, isLost, sql`${paymentEntry.problem}`)} as key,
        array[count(*), ${total(sql`${paymentEntry.amount}`)}] as sums
      from ${paymentEntry} join ${payment} on ${payment.id} = ${paymentEntry.paymentId}
      where ${within(sql`${paymentEntry.at}`, span)}
      group by ${paymentEntry.kind}, ${paymentEntry.currency}, ${entryVerdict}, ${isLost}, ${paymentEntry.problem}`,
  },
  entries_by_product: entriesBy(paymentProduct, withPlan),
  entries_by_country: entriesBy(paymentCountry),
  entries_by_method: entriesBy(paymentMethod),
  /** Subscriptions by the time they started. */
  subscriptions_started: subscriptionsAt(sql`${subscription.startedAt}`),
  /** Those that have ended, by that time: one that was ended before it started counts in both at its start. */
  subscriptions_ended: subscriptionsAt(
    sql`greatest(${subscription.startedAt}, ${subscription.endedAt})`,
    sql`and ${subscription.endedAt} is not null`,
  ),
};

/** Which bucket of the histogram a number of milliseconds falls into, see `latency-histogram.ts`. */
function latencyBucket(ms: SQL): SQL<number> {
  const growth = sql.raw(`${LATENCY_GROWTH}::float8`);
  const last = sql.raw(String(LATENCY_BUCKETS - 1));
  return sql<number>`(case when ${ms} < 1 then 0 else least(1 + ceil(ln(${ms}::float8) / ln(${growth}))::integer, ${last}) end)`;
}

/** The series that changes of a source touch. */
export function seriesOf(source: RollupSource): RollupSeries[] {
  return rollupSeries.filter((series) => definitions[series].source === source);
}
