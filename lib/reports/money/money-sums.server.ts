import { eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { payment, paymentEntry, subscription } from "../../db/schema.ts";
import { placeAmong } from "../../list/range.server.ts";
import { paymentCountry, paymentMethod, paymentProduct, planOfPayment, settlementKey } from "../../payments/payment-dimensions.server.ts";
import { paymentWhere } from "../../payments/payment-where.server.ts";
import { entryWhere, isLost } from "./entry-where.server.ts";
import { entryScope, type MoneyScope, paymentScope, succeeded } from "./money-links.ts";
import type { MoneySplit } from "./money-query.ts";

const keys: Record<MoneySplit, SQL<string>> = { product: paymentProduct, country: paymentCountry, method: paymentMethod };

/** The one value that everything has where nothing is split. */
const keyOf = (split: MoneySplit | undefined): SQL<string> => (split ? keys[split] : sql<string>`''::text`);

/** Nothing is looked up for a report that is not split by product. */
const planFor = (split: MoneySplit | undefined) => (split === "product" ? planOfPayment : sql`false`);

/** Minor units of a sum that passes 2^31 but not 2^53; 0 of nothing. */
const sum = (amount: SQL) => sql<number>`coalesce(sum(${amount}), 0)::float8`;
const count = sql<number>`count(*)::int`;

/** Payments that succeeded, of one line, one currency and one currency of settlement ("none": not settled). */
export type PaymentSums = Awaited<ReturnType<typeof paymentSums>>[number];

/**
 * What the payments that succeeded come to, in one pass over an index range. `bucket` counts the lines from 1.
 *
 * @param bounds the instants at which the lines begin
 */
export function paymentSums(db: Db, scope: MoneyScope, bounds: readonly Date[], split: MoneySplit | undefined) {
  return db
    .select({
      bucket: placeAmong(payment.createdAt, bounds),
      currency: payment.currency,
      key: keyOf(split),
      settled: settlementKey,
      payments: count,
      gross: sum(sql`${payment.totalAmount}`),
      tax: sum(sql`${payment.tax}`),
      settlement: sum(sql`${payment.settlementAmount}`),
      settlementTax: sum(sql`${payment.settlementTax}`),
      taxUnknown: sql<number>`(count(*) filter (where ${payment.tax} is null))::int`,
    })
    .from(payment)
    .leftJoin(subscription, planFor(split))
    .where(paymentWhere({ q: "", filters: { ...paymentScope(scope), ...succeeded } }))
    .groupBy(sql`1`, sql`2`, sql`3`, sql`4`);
}

/** Refunds or disputes that count, of one line and one currency. */
export type EntrySums = Awaited<ReturnType<typeof entrySums>>[number];

/** What the refunds and disputes that count come to, each at its own time. `bucket` as in `paymentSums`. */
export function entrySums(db: Db, scope: MoneyScope, bounds: readonly Date[], split: MoneySplit | undefined) {
  return db
    .select({
      bucket: placeAmong(paymentEntry.at, bounds),
      currency: paymentEntry.currency,
      key: keyOf(split),
      kind: paymentEntry.kind,
      lost: isLost,
      amount: sum(sql`${paymentEntry.amount}`),
    })
    .from(paymentEntry)
    .innerJoin(payment, eq(payment.id, paymentEntry.paymentId))
    .leftJoin(subscription, planFor(split))
    .where(entryWhere({ filters: { ...entryScope(scope), report: ["counts"] } }))
    .groupBy(sql`1`, sql`2`, sql`3`, sql`4`, sql`5`);
}

/** Payments of one status (null: none) and currency, whatever became of them. */
export function paymentsByStatus(db: Db, scope: MoneyScope) {
  return db
    .select({
      status: sql<string | null>`nullif(${payment.status}, '')`,
      currency: payment.currency,
      payments: count,
      gross: sum(sql`${payment.totalAmount}`),
    })
    .from(payment)
    .where(paymentWhere({ q: "", filters: paymentScope(scope) }))
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`);
}
