import { type AnyColumn, and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { payment } from "../db/schema.ts";
import { emailContains, nameContains, oneOf } from "../list/contains.server.ts";
import { type Conditions, inRange, withinAll } from "../list/found-within.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { amountWithin } from "../list/range.server.ts";
import { breaksPaymentRule } from "../reports/suspicious/payment-rules.server.ts";
import { NO_STATUS, type paymentList } from "./payment.ts";
import { countryIs, hasSettlement, methodIs, productIs, settledIn } from "./payment-dimensions.server.ts";

export type PaymentQuery = QueryOf<typeof paymentList>;
type Asked = Pick<PaymentQuery, "q" | "filters">;

/** What the list is of. */
export const payments = { table: payment, id: payment.id };

/** The one condition behind the list, its count, its totals and its export. */
export function paymentWhere(query: Asked, now = new Date()): SQL | undefined {
  const { kept, found } = paymentConditions(query, now);
  return withinAll(kept, found);
}

/**
 * The condition in two parts, for which see `pageCondition`.
 *
 * @param currencies every currency that payments have, where they were looked up (see `amountWithin`)
 */
export function paymentConditions(
  { q, filters }: Asked,
  now: Date,
  orderedBy: PaymentQuery["sort"]["key"] = "createdAt",
  currencies?: readonly string[],
): Conditions {
  const { status, currency, amount, method, refunded, disputed, withoutUser } = filters;
  const made = inRange(payments, payment.createdAt, filters.createdAt, orderedBy === "createdAt");
  const kept = and(
    q ? searched(q) : undefined,
    status && or(inArray(payment.status, [...status]), status.includes(NO_STATUS) ? withoutStatus() : undefined),
    oneOf(payment.currency, currency),
    amountWithin(payment.totalAmount, payment.currency, amount, currency ?? currencies),
    made.kept,
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
  return { kept, found: made.found };
}

const withoutStatus = () => or(isNull(payment.status), eq(payment.status, ""));

function isKnown(column: AnyColumn, known: boolean | undefined): SQL | undefined {
  return known === undefined ? undefined : known ? isNotNull(column) : isNull(column);
}

/** Each branch has an index of its own, which the planner joins by bitmap. */
function searched(q: string): SQL {
  return sql`(${or(
    emailContains(payment.customerEmail, q),
    nameContains(payment.customerName, q),
    eq(payment.id, q),
    eq(payment.customerId, q),
    eq(payment.subscriptionId, q),
  )})`;
}
