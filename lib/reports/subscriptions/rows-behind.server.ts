import { type SQL, sql } from "drizzle-orm";
import { boundariesOf, movementsBetween, statesAt } from "./billing-states.server.ts";
import { monthOf } from "./month.ts";
import type { ReportRows } from "./report-rows.ts";

/**
 * The subscriptions that a number of a month adds up, as a select of (id, opening, closing, change), one row each; yearly amounts as they
 * were then, null where there was none. `change` is what the row adds to the number: closing − opening for a movement and for all of them (`moved`), the opening for what
 * is there at the start. A month that has not begun has no rows.
 */
export function rowsBehind({ month, part, currency }: ReportRows, now: Date, zone: string): SQL {
  if (month > monthOf(now, zone))
    return sql`select null::text as id, null::bigint as opening, null::bigint as closing, 0::bigint as change where false`;
  const boundaries = boundariesOf(month, month, now, zone);
  const states = statesAt(boundaries, now);
  if (part === "opening" || part === "not_normalised") {
    return sql`with ${states}
      select id, yearly as opening, null::bigint as closing, coalesce(yearly, 0) as change
      from run where first = 0 and currency = ${currency} and yearly ${part === "opening" ? sql`is not null` : sql`is null`}`;
  }
  return sql`with ${states}, ${movementsBetween(boundaries)}
    select id, opening, closing, coalesce(closing, 0) - coalesce(opening, 0) as change
    from movement where place = 0 and currency = ${currency} and ${part === "moved" ? sql`kind <> 'unchanged'` : sql`kind = ${part}`}`;
}
