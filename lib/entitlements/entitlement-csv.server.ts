import { env } from "../env.server.ts";
import type { CsvColumn } from "../list/csv.server.ts";
import { byVerdict, entitlementSentence, plainSentence, verdictLabel } from "./entitlement.ts";
import type { EntitlementRow } from "./list-entitlements.server.ts";

/** The rows behind a verdict, as one cell. */
const ids = (row: EntitlementRow, of: "subscriptionIds" | "paymentIds") =>
  [...new Set(byVerdict(row.entitlement.findings).flatMap((finding) => finding[of]))].join(" ");

/** A user's cells: the verdicts, why they have a plan or lack one, and the ids of the rows that prove it. */
export const entitlementCsv: readonly CsvColumn<EntitlementRow>[] = [
  { header: "user_id", value: (row) => row.id },
  { header: "user_name", value: (row) => row.name },
  { header: "user_email", value: (row) => row.email },
  {
    header: "verdicts",
    value: (row) =>
      byVerdict(row.entitlement.findings)
        .map(({ verdict }) => verdictLabel(verdict))
        .join("; "),
  },
  { header: "why", value: (row) => plainSentence(entitlementSentence(row.entitlement, env().reportingTimeZone, new Date())) },
  { header: "subscription_id", value: (row) => row.entitlement.present?.id },
  { header: "subscription_status", value: (row) => row.entitlement.present?.status },
  { header: "period_end_utc", value: (row) => row.entitlement.present?.periodEnd },
  { header: "subscriptions_in_red", value: (row) => ids(row, "subscriptionIds") },
  { header: "payments_in_red", value: (row) => ids(row, "paymentIds") },
  { header: "joined_at_utc", value: (row) => row.createdAt },
];
