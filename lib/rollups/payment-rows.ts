import type { RolledRow } from "./read-rollup.server.ts";

/** What payments of one key come to, in minor units. */
export interface PaymentSums {
  payments: number;
  gross: number;
  tax: number;
  /** Payments of which no tax is known. */
  taxUnknown: number;
  /** Their succeeded refunds, whenever those were. */
  refunded: number;
  settlement: number;
  settlementTax: number;
}

/** A row of the series `revenue`: payments that succeeded. */
export interface RolledRevenue extends Pick<PaymentSums, "payments" | "gross" | "refunded"> {
  bucket: number;
  currency: string;
}

export function revenueOf({ bucket, key, sums: [payments = 0, gross = 0, refunded = 0] }: RolledRow): RolledRevenue {
  return { bucket, currency: key, payments, gross, refunded };
}

/** A row of the series `payments`. */
export interface RolledPayments extends PaymentSums {
  bucket: number;
  /** Null: none. */
  status: string | null;
  currency: string;
  /** The currency of settlement; `none`: not settled. */
  settled: string;
}

export function paymentsOf(row: RolledRow): RolledPayments {
  const [status, currency, settled] = JSON.parse(row.key) as [string | null, string, string];
  return { bucket: row.bucket, status, currency, settled, ...paymentSumsOf(row.sums) };
}

/** A row of a series of payments by product, country or method: those that succeeded. */
export interface RolledPaymentsBy extends PaymentSums {
  bucket: number;
  value: string;
  currency: string;
  settled: string;
}

export function paymentsByOf(row: RolledRow): RolledPaymentsBy {
  const [value, currency, settled] = JSON.parse(row.key) as [string, string, string];
  return { bucket: row.bucket, value, currency, settled, ...paymentSumsOf(row.sums) };
}

function paymentSumsOf([
  payments = 0,
  gross = 0,
  tax = 0,
  taxUnknown = 0,
  refunded = 0,
  settlement = 0,
  settlementTax = 0,
]: readonly number[]): PaymentSums {
  return { payments, gross, tax, taxUnknown, refunded, settlement, settlementTax };
}
