import type { CsvColumn } from "../list/csv.server.ts";
import type { UsageRow } from "./list-usage.server.ts";

/** The cells of a daily count. */
export const usageCsv: readonly CsvColumn<UsageRow>[] = [
  { header: "usage_id", value: (row) => row.id },
  { header: "counter", value: (row) => row.counter },
  { header: "date_utc", value: (row) => row.date },
  { header: "count", value: (row) => row.count },
  { header: "resets_at_utc", value: (row) => row.resetAt },
  { header: "last_counted_at_utc", value: (row) => row.updatedAt },
  { header: "user_id", value: (row) => row.userId },
  { header: "user_name", value: (row) => row.userName },
  { header: "user_email", value: (row) => row.userEmail },
];
