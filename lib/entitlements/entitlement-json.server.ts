import { type AnyColumn, desc, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { payment, subscription, user } from "../db/schema.ts";
import { productName } from "../env.server.ts";
import { presentFirst } from "../users/user-plan.server.ts";
import type { Entitlement, PaidWithout } from "./entitlement.ts";
import type { RedVerdict } from "./verdict.ts";
import { findingsOf, isKept, runningAt } from "./verdict-rules.server.ts";

interface Judged {
  status: string;
  productId: string;
  periodEnd: number;
}

interface Newest {
  amount: number;
  currency: string;
  at: number;
}

interface EntitlementJson {
  /** Times in milliseconds since 1970. */
  present: {
    id: string;
    status: string;
    productId: string;
    periodStart: number;
    periodEnd: number;
    cancelAtPeriodEnd: boolean;
    canceledAt: number | null;
    endedAt: number | null;
  } | null;
  paidWithout: PaidWithout | null;
  findings:
    | {
        verdict: RedVerdict;
        subscriptionId: string;
        since: number | null;
        payments: string[];
        judged: Judged | null;
        newest: Newest | null;
      }[]
    | null;
}

const present = alias(subscription, "present");
const any = alias(subscription, "any_of_theirs");
const paidFor = alias(subscription, "paid_for");
const paid = alias(payment, "paid");
const judged = alias(subscription, "judged");
const newest = alias(payment, "newest");
const milliseconds = (column: AnyColumn): SQL => sql`(extract(epoch from ${column}) * 1000)::float8`;

/** What is to be said of the user in the enclosing query, as JSON; `entitlementOf` makes an `Entitlement` of it. Read through indexes alone. */
export function entitlementJson(now: Date): SQL<EntitlementJson> {
  const plan = sql`(select json_build_object('id', ${present.id}, 'status', ${present.status}, 'productId', ${present.productId},
      'periodStart', ${milliseconds(present.currentPeriodStart)}, 'periodEnd', ${milliseconds(present.currentPeriodEnd)},
      'cancelAtPeriodEnd', ${present.cancelAtPeriodEnd}, 'canceledAt', ${milliseconds(present.canceledAt)}, 'endedAt', ${milliseconds(present.endedAt)})
    from ${subscription} ${present} where ${present.userId} = ${user.id}
    order by ${sql.join([desc(runningAt(present, now)), ...presentFirst(present)], sql`, `)} limit 1)`;
  const subscriptionId = sql`nullif(btrim(${paid.subscriptionId}), '')`;
  const without = sql`(select json_build_object('subscriptionId', ${subscriptionId},
      'known', exists (select 1 from ${subscription} ${paidFor} where ${paidFor.id} = ${paid.subscriptionId}))
    from ${payment} ${paid} where ${paid.userId} = ${user.id} and ${isKept(paid)}
      and not exists (select 1 from ${subscription} ${any} where ${any.userId} = ${user.id})
    order by ${subscriptionId} is null, ${paid.createdAt} desc, ${paid.id} limit 1)`;
  const found = sql`(select json_agg(json_build_object('verdict', f.verdict, 'subscriptionId', f.subscription_id, 'since', f.since, 'payments', f.payments,
      'judged', (select json_build_object('status', ${judged.status}, 'productId', ${judged.productId}, 'periodEnd', ${milliseconds(judged.currentPeriodEnd)})
        from ${subscription} ${judged} where ${judged.id} = f.subscription_id),
      'newest', (select json_build_object('amount', ${newest.totalAmount}, 'currency', ${newest.currency}, 'at', ${milliseconds(newest.createdAt)})
        from ${payment} ${newest} where ${newest.id} = f.payments[1]))
      order by f.place, f.subscription_id)
    from (${findingsOf(user.id, now)}) as f)`;
  const both = sql`json_build_object('present', ${plan}, 'paidWithout', ${without}, 'findings', ${found})`;
  // In a select of one table drizzle takes the table's name from columns that stand in a field itself, but not from those deeper in it.
  return sql<EntitlementJson>`${both}`;
}

export function entitlementOf({ present, paidWithout, findings }: EntitlementJson): Entitlement {
  const date = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds));
  return {
    present: present && {
      id: present.id,
      status: present.status,
      product: productName(present.productId),
      periodStart: new Date(present.periodStart),
      periodEnd: new Date(present.periodEnd),
      cancelAtPeriodEnd: present.cancelAtPeriodEnd,
      canceledAt: date(present.canceledAt),
      endedAt: date(present.endedAt),
    },
    paidWithout,
    findings: (findings ?? []).map(({ since, payments, judged, newest, ...finding }) => ({
      ...finding,
      since: date(since),
      paymentIds: payments,
      judged: judged && { status: judged.status, product: productName(judged.productId), periodEnd: new Date(judged.periodEnd) },
      newest: newest && { amount: newest.amount, currency: newest.currency, at: new Date(newest.at) },
    })),
  };
}
