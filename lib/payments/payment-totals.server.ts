import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { payment } from "../db/schema.ts";
import { addUpBy } from "../rollups/add-up-by.ts";
import { type PaymentQuery, paymentWhere } from "./payment-where.server.ts";
import { rolledPayments, sumsOfSucceeded } from "./rolled-payments.server.ts";

/** Money of one currency, in its minor units. Sums pass 2^31 but not 2^53. */
export interface MoneyTotals {
  currency: string;
  /** Payments with the status succeeded; only these have amounts here. */
  succeeded: number;
  gross: number;
  refunded: number;
  /** gross − refunded. */
  net: number;
}

/** The selected sums, shared by every total of payments. Net revenue = total − succeeded refunds, of succeeded payments. */
export const moneySums = {
  succeeded: sql<number>`(count(*) filter (where ${payment.status} = 'succeeded'))::int`,
  gross: sql<number>`coalesce(sum(${payment.totalAmount}) filter (where ${payment.status} = 'succeeded'), 0)::float8`,
  refunded: sql<number>`coalesce(sum(${payment.refundedAmount}) filter (where ${payment.status} = 'succeeded'), 0)::float8`,
};

/** What the payments that match come to, by currency, never added across currencies; those of other statuses count nothing. */
export async function paymentTotals(db: Db, query: PaymentQuery): Promise<MoneyTotals[]> {
  const rolled = rolledPayments(query, new Date());
  const rows = rolled ? await sumsOfSucceeded(db, rolled) : await sumsOfRows(db, query);
  return addUpBy(rows, ["currency"], ["succeeded", "gross", "refunded"])
    .filter((row) => row.succeeded > 0)
    .map((row) => ({ ...row, net: row.gross - row.refunded }));
}

function sumsOfRows(db: Db, query: PaymentQuery) {
  return db
    .select({ currency: payment.currency, ...moneySums })
    .from(payment)
    .where(paymentWhere(query))
    .groupBy(payment.currency);
}
