import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { subscription, user } from "../db/schema.ts";
import { productName } from "../env.server.ts";
import { presentFirst } from "../users/user-plan.server.ts";
import type { Entitlement } from "./entitlement.ts";
import type { RedVerdict } from "./verdict.ts";
import { findingsOf } from "./verdict-rules.server.ts";

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
  findings: { verdict: RedVerdict; subscriptionId: string; since: number | null; payments: string[] }[] | null;
}

const present = alias(subscription, "present");
const milliseconds = (column: AnyColumn): SQL => sql`(extract(epoch from ${column}) * 1000)::float8`;

/** What is to be said of the user in the enclosing query, as JSON; `entitlementOf` makes an `Entitlement` of it. Read through indexes alone. */
export function entitlementJson(now: Date): SQL<EntitlementJson> {
  const plan = sql`(select json_build_object('id', ${present.id}, 'status', ${present.status}, 'productId', ${present.productId},
      'periodStart', ${milliseconds(present.currentPeriodStart)}, 'periodEnd', ${milliseconds(present.currentPeriodEnd)},
      'cancelAtPeriodEnd', ${present.cancelAtPeriodEnd}, 'canceledAt', ${milliseconds(present.canceledAt)}, 'endedAt', ${milliseconds(present.endedAt)})
    from ${subscription} ${present} where ${present.userId} = ${user.id} order by ${sql.join(presentFirst(present), sql`, `)} limit 1)`;
  const found = sql`(select json_agg(json_build_object('verdict', f.verdict, 'subscriptionId', f.subscription_id, 'since', f.since, 'payments', f.payments)
      order by f.place, f.subscription_id)
    from (${findingsOf(user.id, now)}) as f)`;
  const both = sql`json_build_object('present', ${plan}, 'findings', ${found})`;
  // In a select of one table drizzle takes the table's name from columns that stand in a field itself, but not from those deeper in it.
  return sql<EntitlementJson>`${both}`;
}

export function entitlementOf({ present, findings }: EntitlementJson): Entitlement {
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
    findings: (findings ?? []).map(({ since, payments, ...finding }) => ({ ...finding, since: date(since), paymentIds: payments })),
  };
}
