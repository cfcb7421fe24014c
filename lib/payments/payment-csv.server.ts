import { payment } from "../db/schema.ts";
import { columnField, type RowOf } from "../list/field.server.ts";
import { columnsOf } from "../list/field-columns.server.ts";

/** What an export can select of a payment; amounts in the minor unit of their currency. */
export const paymentFields = {
  id: columnField(payment.id),
  createdAt: columnField(payment.createdAt),
  status: columnField(payment.status),
  currency: columnField(payment.currency),
  totalAmount: columnField(payment.totalAmount),
  refundedAmount: columnField(payment.refundedAmount),
  tax: columnField(payment.tax),
  settlementCurrency: columnField(payment.settlementCurrency),
  settlementAmount: columnField(payment.settlementAmount),
  method: columnField(payment.paymentMethod),
  disputeStatus: columnField(payment.disputeStatus),
  unreadableEntries: columnField(payment.unreadableEntries),
  customerName: columnField(payment.customerName),
  customerEmail: columnField(payment.customerEmail),
  subscriptionId: columnField(payment.subscriptionId),
  userId: columnField(payment.userId),
};

const column = columnsOf<RowOf<typeof paymentFields>>();

/** A payment's cells: amounts in minor units, and as decimals beside them. */
export const paymentCsv = [
  column.field("payment_id", "id"),
  column.field("created_at_utc", "createdAt"),
  column.field("status", "status"),
  column.field("currency", "currency"),
  ...column.money("total", "totalAmount", "currency"),
  ...column.money("refunded", "refundedAmount", "currency"),
  ...column.money("tax", "tax", "currency"),
  column.field("settlement_currency", "settlementCurrency"),
  ...column.money("settlement", "settlementAmount", "settlementCurrency"),
  column.field("payment_method", "method"),
  column.field("dispute_status", "disputeStatus"),
  column.field("unreadable_entries", "unreadableEntries"),
  column.field("customer_name", "customerName"),
  column.field("customer_email", "customerEmail"),
  column.field("subscription_id", "subscriptionId"),
  column.field("user_id", "userId"),
];
