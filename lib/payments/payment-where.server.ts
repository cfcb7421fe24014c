import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { payment } from "../db/schema.ts";
import { contains, oneOf } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { amountWithin, within } from "../list/range.server.ts";
import { NO_STATUS, type paymentList } from "./payment.ts";

export type PaymentQuery = QueryOf<typeof paymentList>;

/** The one condition behind the list, its count, its totals and its export. */
export function paymentWhere({ q, filters }: Pick<PaymentQuery, "q" | "filters">): SQL | undefined {
  const { status, currency, amount, createdAt, method, refunded, disputed, withoutUser } = filters;
  return and(
    q ? searched(q) : undefined,
    status && or(inArray(payment.status, [...status]), status.includes(NO_STATUS) ? isNull(payment.status) : undefined),
    oneOf(payment.currency, currency),
    amountWithin(payment.totalAmount, payment.currency, amount, currency),
    within(payment.createdAt, createdAt),
    oneOf(payment.paymentMethod, method),
    refunded === undefined ? undefined : refunded ? gt(payment.refundedAmount, 0) : eq(payment.refundedAmount, 0),
    disputed === undefined ? undefined : disputed ? isNotNull(payment.disputeStatus) : isNull(payment.disputeStatus),
    withoutUser === undefined ? undefined : withoutUser ? isNull(payment.userId) : isNotNull(payment.userId),
    oneOf(payment.userId, filters.user),
    oneOf(payment.subscriptionId, filters.subscription),
    oneOf(payment.id, filters.id),
  );
}

/** Each branch has an index of its own, which the planner joins by bitmap. */
function searched(q: string): SQL {
  return sql`(${or(
    contains(payment.customerEmail, q),
    contains(payment.customerName, q),
    eq(payment.id, q),
    eq(payment.customerId, q),
    eq(payment.subscriptionId, q),
  )})`;
}
