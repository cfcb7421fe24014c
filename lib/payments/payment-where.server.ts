import { type AnyColumn, and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { payment } from "../db/schema.ts";
import { contains, oneOf } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { amountWithin, within } from "../list/range.server.ts";
import { breaksPaymentRule } from "../reports/suspicious/payment-rules.server.ts";
import { NO_STATUS, type paymentList } from "./payment.ts";
import { countryIs, hasSettlement, methodIs, productIs, settledIn } from "./payment-dimensions.server.ts";

export type PaymentQuery = QueryOf<typeof paymentList>;

/** The one condition behind the list, its count, its totals and its export. */
export function paymentWhere({ q, filters }: Pick<PaymentQuery, "q" | "filters">, now = new Date()): SQL | undefined {
  const { status, currency, amount, createdAt, method, refunded, disputed, withoutUser } = filters;
  return and(
    q ? searched(q) : undefined,
    status && or(inArray(payment.status, [...status]), status.includes(NO_STATUS) ? withoutStatus() : undefined),
    oneOf(payment.currency, currency),
    amountWithin(payment.totalAmount, payment.currency, amount, currency),
    within(payment.createdAt, createdAt),
    methodIs(method),
    refunded === undefined ? undefined : refunded ? gt(payment.refundedAmount, 0) : eq(payment.refundedAmount, 0),
    disputed === undefined ? undefined : disputed ? isNotNull(payment.disputeStatus) : isNull(payment.disputeStatus),
    withoutUser === undefined ? undefined : withoutUser ? isNull(payment.userId) : isNotNull(payment.userId),
    productIs(filters.product),
    countryIs(filters.country),
    settledIn(filters.settled),
    hasSettlement(filters.hasSettlement),
    isKnown(payment.tax, filters.taxKnown),
    isKnown(payment.settlementTax, filters.settlementTaxKnown),
    filters.unreadable === undefined ? undefined : filters.unreadable ? gt(payment.unreadableEntries, 0) : eq(payment.unreadableEntries, 0),
    oneOf(payment.userId, filters.user),
    oneOf(payment.subscriptionId, filters.subscription),
    filters.suspicious && breaksPaymentRule(filters.suspicious, now),
    oneOf(payment.id, filters.id),
  );
}

const withoutStatus = () => or(isNull(payment.status), eq(payment.status, ""));

function isKnown(column: AnyColumn, known: boolean | undefined): SQL | undefined {
  return known === undefined ? undefined : known ? isNotNull(column) : isNull(column);
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
