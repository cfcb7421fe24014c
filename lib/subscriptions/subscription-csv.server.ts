import { productName } from "../env.server.ts";
import type { CsvColumn } from "../list/csv.server.ts";
import { moneyColumns } from "../list/money-columns.server.ts";
import type { SubscriptionRow } from "./list-subscriptions.server.ts";

/** A subscription's cells: the amount in minor units, and as a decimal beside it. */
export const subscriptionCsv: readonly CsvColumn<SubscriptionRow>[] = [
  { header: "subscription_id", value: (row) => row.id },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "status", value: (row) => row.status },
  { header: "product_id", value: (row) => row.productId },
  { header: "product_name", value: (row) => productName(row.productId) },
  { header: "currency", value: (row) => row.currency },
  ...moneyColumns(
    "amount",
    (row: SubscriptionRow) => row.amount,
    (row) => row.currency,
  ),
  { header: "interval", value: (row) => row.recurringInterval },
  { header: "started_at_utc", value: (row) => row.startedAt },
  { header: "period_end_utc", value: (row) => row.currentPeriodEnd },
  { header: "cancels_at_period_end", value: (row) => row.cancelAtPeriodEnd },
  { header: "ended_at_utc", value: (row) => row.endedAt },
  { header: "customer_id", value: (row) => row.customerId },
  { header: "user_id", value: (row) => row.userId },
  { header: "user_name", value: (row) => row.userName },
  { header: "user_email", value: (row) => row.userEmail },
];
