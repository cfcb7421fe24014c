import type { CsvColumn } from "../list/csv.server.ts";
import { moneyColumns } from "../list/money-columns.server.ts";
import type { PaymentRow } from "./list-payments.server.ts";

const currencyOf = (row: PaymentRow) => row.currency;

/** A payment's cells: amounts in minor units, and as decimals beside them. */
export const paymentCsv: readonly CsvColumn<PaymentRow>[] = [
  { header: "payment_id", value: (row) => row.id },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "status", value: (row) => row.status },
  { header: "currency", value: currencyOf },
  ...moneyColumns("total", (row: PaymentRow) => row.totalAmount, currencyOf),
  ...moneyColumns("refunded", (row: PaymentRow) => row.refundedAmount, currencyOf),
  ...moneyColumns("tax", (row: PaymentRow) => row.tax, currencyOf),
  { header: "settlement_currency", value: (row) => row.settlementCurrency },
  ...moneyColumns(
    "settlement",
    (row: PaymentRow) => row.settlementAmount,
    (row) => row.settlementCurrency,
  ),
  { header: "payment_method", value: (row) => row.method },
  { header: "dispute_status", value: (row) => row.disputeStatus },
  { header: "unreadable_entries", value: (row) => row.unreadableEntries },
  { header: "customer_name", value: (row) => row.customerName },
  { header: "customer_email", value: (row) => row.customerEmail },
  { header: "subscription_id", value: (row) => row.subscriptionId },
  { header: "user_id", value: (row) => row.userId },
];
