import type { CsvColumn } from "../../list/csv.server.ts";
import { moneyColumns } from "../../list/money-columns.server.ts";
import type { MoneyEntryRow } from "./list-entries.server.ts";

const currencyOf = (row: MoneyEntryRow) => row.currency;

/** A refund's or dispute's cells: the amount in minor units, and as a decimal beside it; empty where it cannot be read. */
export const moneyEntryCsv: readonly CsvColumn<MoneyEntryRow>[] = [
  { header: "entry", value: (row) => row.id },
  { header: "kind", value: (row) => row.kind },
  { header: "at_utc", value: (row) => row.at },
  { header: "at_is_its_own", value: (row) => row.atKnown },
  { header: "status", value: (row) => row.status },
  { header: "stage", value: (row) => row.stage },
  { header: "currency", value: currencyOf },
  ...moneyColumns("amount", (row: MoneyEntryRow) => row.amount, currencyOf),
  { header: "in_money_report", value: (row) => row.report },
  { header: "problem", value: (row) => row.problem },
  { header: "refund_or_dispute_id", value: (row) => row.entryId },
  { header: "payment_id", value: (row) => row.paymentId },
  { header: "payment_status", value: (row) => row.paymentStatus },
  { header: "payment_created_at_utc", value: (row) => row.paymentCreatedAt },
  ...moneyColumns("payment_total", (row: MoneyEntryRow) => row.paymentAmount, currencyOf),
];
