import type { SQL } from "drizzle-orm";
import type { QueryOf } from "../list/list-spec.ts";
import { paymentWhere } from "../payments/payment-where.server.ts";
import { subscriptionWhere } from "../subscriptions/subscription-where.server.ts";
import { kindOf, type unlinkedList } from "./unlinked.ts";

export type UnlinkedQuery = QueryOf<typeof unlinkedList>;

/** The one condition behind the list, its count and the bulk link: the list of payments, or of subscriptions, narrowed to those without a user. */
export function unlinkedWhere(query: Pick<UnlinkedQuery, "q" | "filters">): SQL {
  const { of: _, ...filters } = query.filters;
  const narrowed = { q: query.q, filters: { ...filters, withoutUser: true } };
  return kindOf(query) === "payments" ? paymentWhere(narrowed)! : subscriptionWhere(narrowed)!;
}
