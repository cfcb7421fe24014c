import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { payment, user } from "../db/schema.ts";
import { distinctValuesOf } from "../list/distinct.server.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { paymentList } from "./payment.ts";
import { type PaymentQuery, paymentWhere } from "./payment-where.server.ts";

/** A payment as the list shows it; amounts in the minor unit of their currency. */
export type PaymentRow = Awaited<ReturnType<typeof listPayments>>["rows"][number];

/** One page of payments, as its filters judge them at `now`. */
export function listPayments(db: Db, query: PaymentQuery, now = new Date()) {
  return readPage(
    query,
    {
      sort: { createdAt: payment.createdAt, totalAmount: payment.totalAmount },
      types: paymentList.sort,
      id: payment.id,
      where: paymentWhere(query, now),
    },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: payment.id,
          createdAt: payment.createdAt,
          customerName: payment.customerName,
          customerEmail: payment.customerEmail,
          totalAmount: payment.totalAmount,
          currency: payment.currency,
          tax: payment.tax,
          status: payment.status,
          method: payment.paymentMethod,
          methodType: payment.paymentMethodType,
          cardNetwork: payment.cardNetwork,
          cardLastFour: payment.cardLastFour,
          refundedAmount: payment.refundedAmount,
          unreadableEntries: payment.unreadableEntries,
          disputeStatus: payment.disputeStatus,
          subscriptionId: payment.subscriptionId,
          settlementAmount: payment.settlementAmount,
          settlementCurrency: payment.settlementCurrency,
          userId: payment.userId,
          userName: user.name,
          sortKey,
        })
        .from(payment)
        .leftJoin(user, eq(user.id, payment.userId))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many payments match. */
export function countPayments(db: Db, query: PaymentQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${payment} where ${paymentWhere(query) ?? sql`true`}`, query.exact);
}

/** What the filters over open sets can offer. */
export function paymentFilterOptions(db: Db): Promise<{ status: string[]; currency: string[]; method: string[] }> {
  return distinctValuesOf(db, { status: payment.status, currency: payment.currency, method: payment.paymentMethod });
}
