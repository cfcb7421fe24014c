import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** Who a subscription is counted under: Polar's customer. An empty customer id is nobody's, so such a subscription is its own. */
export const customerKeyOf = (customerId: AnyColumn, subscriptionId: AnyColumn): SQL<string> =>
  sql<string>`coalesce(nullif(${customerId}, ''), ${subscriptionId})`;
