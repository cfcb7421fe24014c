import { payment, paymentEntry } from "../../db/schema.ts";
import { columnField, field, type RowOf } from "../../list/field.server.ts";
import { columnsOf } from "../../list/field-columns.server.ts";
import { entryKey, entryVerdict } from "./entry-where.server.ts";

/** What an export can select of a refund or dispute; amounts in the minor unit of the currency, null where they cannot be read. */
export const moneyEntryFields = {
  id: field("text", entryKey),
  kind: columnField(paymentEntry.kind),
  at: columnField(paymentEntry.at),
  atKnown: columnField(paymentEntry.atKnown),
  status: columnField(paymentEntry.status),
  stage: columnField(paymentEntry.stage),
  currency: columnField(paymentEntry.currency),
  amount: columnField(paymentEntry.amount),
  report: field("text", entryVerdict),
  problem: columnField(paymentEntry.problem),
  entryId: columnField(paymentEntry.entryId),
  paymentId: columnField(paymentEntry.paymentId),
  paymentStatus: columnField(payment.status),
  paymentCreatedAt: columnField(payment.createdAt),
  paymentAmount: columnField(payment.totalAmount),
};

const column = columnsOf<RowOf<typeof moneyEntryFields>>();

/** A refund's or dispute's cells: the amount in minor units, and as a decimal beside it; empty where it cannot be read. */
export const moneyEntryCsv = [
  column.field("entry", "id"),
  column.field("kind", "kind"),
  column.field("at_utc", "at"),
  column.field("at_is_its_own", "atKnown"),
  column.field("status", "status"),
  column.field("stage", "stage"),
  column.field("currency", "currency"),
  ...column.money("amount", "amount", "currency"),
  column.field("in_money_report", "report"),
  column.field("problem", "problem"),
  column.field("refund_or_dispute_id", "entryId"),
  column.field("payment_id", "paymentId"),
  column.field("payment_status", "paymentStatus"),
  column.field("payment_created_at_utc", "paymentCreatedAt"),
  ...column.money("payment_total", "paymentAmount", "currency"),
];
