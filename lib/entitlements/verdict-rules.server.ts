import { type AnyColumn, and, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { payment, subscription } from "../db/schema.ts";
import { EARLY_MINUTES, GRACE_HOURS, type RedVerdict, redVerdict } from "./verdict.ts";

/** The subscription that a rule is asked of, and a payment of it. */
const s = alias(subscription, "s");
const p = alias(payment, "p");
const other = alias(subscription, "other");
const kept = alias(payment, "kept");

interface Rule {
  /** Of the subscription `s`; null counts as no. */
  of: SQL;
  /** Of a payment `p` of it; there must be one. Left out where the rule looks at no payment. */
  payments?: SQL;
  /** Since when. */
  since: SQL | AnyColumn;
  /** Among the subscriptions of all users each of these is looked for by itself; together they are all that break the rule. */
  ways?: readonly Way[];
}

/** A part of what breaks a rule, and how it is found. */
interface Way {
  /** Of the subscription `s`. */
  only?: SQL;
  /** True of the payments that count, and few are so: an index has them, and the search begins with them. */
  fewPayments?: SQL;
}

type Columns<Name extends string> = Record<Name, AnyColumn>;

const at = (instant: Date) => sql`${instant.toISOString()}::timestamp`;

/** It gives its plan: by its status, and it has not ended. */
export function runningAt(subscription: Columns<"status" | "endedAt">, now: Date): SQL {
  return sql`(${subscription.status} in ('trialing', 'active', 'past_due')
    and (${subscription.endedAt} is null or ${subscription.endedAt} > ${at(now)}))`;
}

/** Money that came and stayed. */
export const isKept = (paid: Columns<"status" | "refundedAmount" | "totalAmount" | "disputeStatus">) =>
  sql`(${paid.status} = 'succeeded' and ${paid.refundedAmount} < ${paid.totalAmount}
    and coalesce(${paid.disputeStatus}, '') not in ('dispute_lost', 'dispute_accepted'))`;

const early = sql.raw(`interval '${EARLY_MINUTES} minutes'`);
const grace = sql.raw(`interval '${GRACE_HOURS} hours'`);

/** When a canceled subscription should have stopped; null where nothing says so. */
const stop = sql`coalesce(${s.endedAt}, ${s.endsAt}, ${s.canceledAt})`;
const renewedAfterStop = sql`(${s.currentPeriodStart} >= ${stop} and (${s.canceledAt} is not null or ${s.status} = 'canceled'))`;

/** When its time was up; `least` passes over a null. */
const due = sql`least(${s.currentPeriodEnd}, ${s.endedAt})`;

/**
 * How long one payment lasts; for an interval that is none of Polar's, as long as the present period. Null where that does not begin before it
 * ends: PostgreSQL takes no infinite time from another, and nothing is paid for such a period.
 */
const interval = sql`case ${s.recurringInterval} when 'day' then interval '1 day' when 'week' then interval '7 days'
  when 'month' then interval '1 month' when 'year' then interval '1 year'
  else case when isfinite(${s.currentPeriodStart}) and isfinite(${s.currentPeriodEnd}) and ${s.currentPeriodStart} < ${s.currentPeriodEnd}
    then ${s.currentPeriodEnd} - ${s.currentPeriodStart} end end`;

/** The red verdicts as conditions of one subscription and its payments, so that a list, a count and one user's page ask the same. */
export function verdictRules(now: Date): Record<RedVerdict, Rule> {
  const moment = at(now);
  return {
    paid_but_expired: {
      of: sql`${s.status} in ('canceled', 'unpaid', 'incomplete', 'incomplete_expired') and ${renewedAfterStop} is not true
        and not exists (select 1 from ${subscription} ${other} where ${other.userId} = ${s.userId} and ${runningAt(other, now)})`,
      // Of a period that is not over its payments; of one that is over those after it. As two bounds, so that the index on the subscription and
      // the time has next to nothing to read.
      payments: sql`${isKept(p)}
        and ${p.createdAt} >= case when ${s.currentPeriodEnd} > ${moment} then ${s.currentPeriodStart} - ${early} else ${s.currentPeriodEnd} end
        and ${p.createdAt} > case when ${s.currentPeriodEnd} > ${moment} then '-infinity' else ${moment} - ${interval} end`,
      since: sql`coalesce(${s.endedAt}, ${s.currentPeriodEnd})`,
      // Most that ever ended were monthly, and few payments are of this month.
      ways: [
        {
          only: sql`${s.recurringInterval} in ('day', 'week', 'month')`,
          fewPayments: sql`${p.createdAt} > ${moment} - interval '1 month'`,
        },
        { only: sql`(${s.recurringInterval} not in ('day', 'week', 'month') or ${s.currentPeriodEnd} > ${moment})` },
      ],
    },
    canceled_yet_renewed: {
      of: renewedAfterStop,
      payments: sql`${isKept(p)} and ${p.createdAt} >= ${stop}`,
      since: stop,
    },
    refunded_yet_active: {
      of: sql`${runningAt(s, now)} and not exists (select 1 from ${payment} ${kept}
        where ${kept.subscriptionId} = ${s.id} and ${isKept(kept)} and ${kept.createdAt} >= ${s.currentPeriodStart} - ${early})`,
      payments: sql`${p.status} = 'succeeded' and ${p.totalAmount} > 0 and ${p.refundedAmount} >= ${p.totalAmount}
        and ${p.createdAt} >= ${s.currentPeriodStart} - ${early}`,
      since: s.currentPeriodStart,
      ways: [{ fewPayments: sql`${p.refundedAmount} > 0` }],
    },
    two_running: {
      of: sql`${runningAt(s, now)} and exists (select 1 from ${subscription} ${other}
        where ${other.userId} = ${s.userId} and ${other.id} <> ${s.id} and ${runningAt(other, now)})`,
      since: sql`null::timestamp`,
    },
    active_past_period: {
      of: sql`${s.status} = 'active' and ${due} < ${moment} - ${grace}`,
      since: due,
    },
    trial_past_end: {
      of: sql`${s.status} = 'trialing' and ${due} < ${moment} - ${grace}`,
      since: due,
    },
  };
}

const milliseconds = (instant: SQL | AnyColumn) => sql`(extract(epoch from ${instant}) * 1000)::float8`;

const paymentsWhere = (condition: SQL) => sql`from ${payment} ${p} where ${p.subscriptionId} = ${s.id} and ${condition}`;

/**
 * The linked subscriptions that break a rule, as a select of `columns`; those without a user are for the unlinked desk. `userId` keeps to one
 * user's, by their index.
 */
function breaking({ of, payments, ways = [{}] }: Rule, columns: SQL, userId?: AnyColumn): SQL {
  const whose = userId ? sql`${s.userId} = ${userId}` : sql`${s.userId} is not null`;
  const selects = (userId ? [{}] : ways).map(
    ({ only, fewPayments }: Way) =>
      sql`select ${columns} from ${subscription} ${s} where ${and(whose, of, only, payments && thereIs(payments, fewPayments))}`,
  );
  return sql.join(selects, sql` union all `);
}

/** With a limit it is asked of each subscription by itself, through the index: as a join the planner would hash every payment. */
function thereIs(payments: SQL, few: SQL | undefined): SQL {
  return few ? sql`exists (select 1 ${paymentsWhere(sql`${few} and ${payments}`)})` : sql`(select true ${paymentsWhere(payments)} limit 1)`;
}

/** A select of `user_id`, one row a subscription that gives its user one of the verdicts. */
export function usersWith(verdicts: readonly RedVerdict[], now: Date): SQL {
  const rules = verdictRules(now);
  const branches = verdicts.map((verdict) => breaking(rules[verdict], sql`${s.userId} as user_id`));
  return branches.length > 0 ? sql.join(branches, sql` union all `) : sql`select null::text as user_id where false`;
}

/** A select of `user_id` and `verdict`, one row a subscription that breaks a rule. */
export function usersByVerdict(now: Date): SQL {
  const rules = verdictRules(now);
  return sql.join(
    redVerdict.map((verdict) => breaking(rules[verdict], sql`${s.userId} as user_id, ${sql.raw(`'${verdict}'::text`)} as verdict`)),
    sql` union all `,
  );
}

/**
 * A select of everything that a `Finding` of one user needs, one row a subscription of theirs that breaks a rule: `verdict`, `place` (of the
 * rule), `subscription_id`, `since` (milliseconds) and `payments` (ids).
 *
 * @param userId a column of the query around it
 */
export function findingsOf(userId: AnyColumn, now: Date): SQL {
  const rules = verdictRules(now);
  const branches = redVerdict.map((verdict, place) => {
    const { payments, since } = rules[verdict];
    const proof = payments
      ? sql`array(select ${p.id} ${paymentsWhere(payments)} order by ${p.createdAt} desc, ${p.id} limit 20)`
      : sql`'{}'::text[]`;
    return breaking(
      rules[verdict],
      sql`${sql.raw(`'${verdict}'::text`)} as verdict, ${sql.raw(String(place))} as place, ${s.id} as subscription_id,
        ${milliseconds(since)} as since, ${proof} as payments`,
      userId,
    );
  });
  return sql.join(branches, sql` union all `);
}
