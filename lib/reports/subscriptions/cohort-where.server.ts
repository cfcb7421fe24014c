import { type SQL, sql } from "drizzle-orm";
import { subscription } from "../../db/schema.ts";
import { customerKeyOf } from "./customer-key.server.ts";
import { addMonths, startOfMonth } from "./month.ts";
import type { CohortRows } from "./report-rows.ts";
import { begun, instant, runningAt } from "./running.server.ts";

/** Who a subscription is counted under in a cohort. */
export const cohortCustomer: SQL<string> = customerKeyOf(subscription.customerId, subscription.id);

/** Each customer (`customer`) with the start of their first subscription that began for good (`at`): a select. */
export const firstSubscriptions: SQL = sql`select ${cohortCustomer} as customer, min(${subscription.startedAt}) as at
  from ${subscription} where ${begun} group by 1`;

/** The instant at which a cohort is looked at `after` months: the end of the month that lies so many months behind the cohort's own. */
export function cohortInstant(cohort: string, after: number, zone: string): Date {
  return startOfMonth(addMonths(cohort, after + 1), zone);
}

/**
 * One subscription of each customer of a cohort: their first one; with `after`, of those who had one running then, the one of these that
 * started last. So the list has as many rows as the cohort has customers.
 */
export function cohortWhere({ cohort, after }: CohortRows, zone: string): SQL {
  const [from, until] = [instant(startOfMonth(cohort, zone)), instant(startOfMonth(addMonths(cohort, 1), zone))];
  const { id, startedAt } = subscription;
  const which = after === undefined ? begun : runningAt(instant(cohortInstant(cohort, after, zone)));
  const order = after === undefined ? sql`${startedAt}, ${id}` : sql`${startedAt} desc, ${id} desc`;
  return sql`${id} in (
    select distinct on (first.customer) ${id}
    from (${firstSubscriptions}) as first join ${subscription} on ${cohortCustomer} = first.customer
    where first.at >= ${from} and first.at < ${until} and ${which}
    order by first.customer, ${order})`;
}
