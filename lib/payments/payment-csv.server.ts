import { decimalAmount } from "../format.ts";
import type { CsvColumn } from "../list/csv.server.ts";
import type { PaymentRow } from "./list-payments.server.ts";

/** A payment's cells: amounts in minor units, and as decimals beside them. */
export const paymentCsv: readonly CsvColumn<PaymentRow>[] = [
  { header: "payment_id", value: (row) => row.id },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "status", value: (row) => row.status },
  { header: "currency", value: (row) => row.currency },
  { header: "total_minor_units", value: (row) => row.totalAmount },
  { header: "total", value: (row) => Number(decimalAmount(row.totalAmount, row.currency)) },
  { header: "refunded_minor_units", value: (row) => row.refundedAmount },
  { header: "tax_minor_units", value: (row) => row.tax },
  { header: "settlement_minor_units", value: (row) => row.settlementAmount },
  { header: "settlement_currency", value: (row) => row.settlementCurrency },
  { header: "payment_method", value: (row) => row.method },
  { header: "dispute_status", value: (row) => row.disputeStatus },
  { header: "customer_name", value: (row) => row.customerName },
  { header: "customer_email", value: (row) => row.customerEmail },
  { header: "subscription_id", value: (row) => row.subscriptionId },
  { header: "user_id", value: (row) => row.userId },
];
