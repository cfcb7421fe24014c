import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { payment, user } from "../db/schema.ts";
import { distinctValues, distinctValuesOf } from "../list/distinct.server.ts";
import { countFound, pageCondition } from "../list/found-within.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { Total } from "../list/total.server.ts";
import { nameOrEmail } from "../users/shown-name.ts";
import { paymentList } from "./payment.ts";
import { type PaymentQuery, paymentConditions, payments } from "./payment-where.server.ts";

/** A payment as the list shows it; amounts in the minor unit of their currency. */
export type PaymentRow = Awaited<ReturnType<typeof listPayments>>["rows"][number];

/** What payments are ordered by. */
export const paymentOrder = { sort: { createdAt: payment.createdAt, totalAmount: payment.totalAmount }, id: payment.id };

/** One page of payments, as its filters judge them at `now`. */
export async function listPayments(db: Db, query: PaymentQuery, now = new Date()) {
  const { kept, found } = paymentConditions(query, now, query.sort.key, await currenciesFor(db, query));
  return readPage(query, { ...paymentOrder, types: paymentList.sort, where: kept }, async (clause) =>
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
        userName: nameOrEmail,
        sortKey: clause.sortKey,
      })
      .from(payment)
      .leftJoin(user, eq(user.id, payment.userId))
      .where(await pageCondition(db, payments, clause, found))
      .orderBy(...clause.orderBy)
      .limit(clause.limit),
  );
}

/** How many payments match. */
export async function countPayments(db: Db, query: PaymentQuery): Promise<Total> {
  return countFound(db, payments, paymentConditions(query, new Date(), undefined, await currenciesFor(db, query)), query.exact);
}

/** As many currencies as this are looked up at most; there are fewer in the world. */
const MOST_CURRENCIES = 300;

/** Every currency that payments have, where a range of amounts is asked for in any of them. */
async function currenciesFor(db: Db, { filters }: PaymentQuery): Promise<string[] | undefined> {
  if (!filters.amount || filters.currency) return undefined;
  const currencies = await distinctValues(db, payment.currency, MOST_CURRENCIES);
  return currencies.length < MOST_CURRENCIES ? currencies : undefined;
}

/** What the filters over open sets can offer. */
export function paymentFilterOptions(db: Db): Promise<{ status: string[]; currency: string[]; method: string[] }> {
  return distinctValuesOf(db, { status: payment.status, currency: payment.currency, method: payment.paymentMethod });
}
