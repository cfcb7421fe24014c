import { Alert } from "~/components/ui/alert";
import { formatCount } from "~lib/format.ts";
import { entriesIncomplete } from "~lib/reports/money/entry-list.ts";
import type { MoneyReport } from "~lib/reports/money/money-report.server.ts";

/** That refunds and disputes are missing: because those from before are being read still, or for good. */
export function NotAllRead({ report: { entriesComplete, notKept } }: { report: Pick<MoneyReport, "entriesComplete" | "notKept"> }) {
  const lacking = `Those of ${formatCount(notKept)} ${notKept === 1 ? "payment" : "payments"} are missing`;
  if (!entriesComplete) {
    return (
      <Alert tone="amber" title={entriesIncomplete.title}>
        {notKept > 0 ? `${lacking} yet. ` : null}
        {entriesIncomplete.words}
      </Alert>
    );
  }
  if (notKept === 0) return null;
  return (
    <Alert tone="red" title="Refunds or disputes are missing from this report">
      {lacking}, in whatever time: the database did not keep them when they were written. Refunds and disputes are too low here, and net is
      too high.
    </Alert>
  );
}
