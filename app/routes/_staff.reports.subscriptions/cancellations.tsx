import { Definition } from "~/components/chart/chart-frame";
import { Section } from "~/components/page";
import { Badge } from "~/components/ui/badge";
import type { StatusCount } from "~lib/reports/subscriptions/by-status.server.ts";
import { cancellationReasonLabel } from "~lib/reports/subscriptions/cancellation-reasons.ts";
import type { CancellationsOf } from "~lib/reports/subscriptions/cancellations.server.ts";
import { daysOfReport, reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import type { SubscriptionReportQuery } from "~lib/reports/subscriptions/report-query.ts";
import { CountLink, percent, ReportTable } from "./report-table";

interface CancellationsProps {
  query: SubscriptionReportQuery;
  reasons: readonly CancellationsOf[];
  statuses: readonly StatusCount[];
}

/** Why customers canceled in the report's months. */
export function Cancellations({ query, reasons, statuses }: CancellationsProps) {
  const days = daysOfReport(query);
  const all = reasons.reduce((sum, { canceled }) => sum + canceled, 0);
  const undated = statuses.reduce((sum, each) => sum + (each.status === "canceled" ? each.withoutCancellation : 0), 0);
  return (
    <Section
      title="Cancellations by reason"
      count={all}
      action={
        <Definition of="Cancellations by reason">
          Subscriptions that were canceled in these months, by the time of the cancellation, whether they have ended or run on until their
          period's end, and the reason that the customer gave. A cancellation that was taken back leaves no trace in the table.
        </Definition>
      }
    >
      {reasons.length === 0 ? (
        <p className="text-muted">No subscription was canceled in these months.</p>
      ) : (
        <ReportTable
          caption="Canceled subscriptions, by reason"
          columns={["Reason", "Canceled", "Share", "Ended by now"]}
          rows={reasons.map(({ reason, canceled, ended }) => {
            const { label, known } = cancellationReasonLabel(reason);
            return {
              key: reason,
              cells: [
                <span key="reason" className="flex max-w-40 items-center gap-1.5 sm:max-w-96" title={label}>
                  <span className="truncate">{label}</span> {known ? null : <Badge tone="amber">unknown</Badge>}
                </span>,
                <CountLink key="canceled" count={canceled} to={reportLinks.canceled(days, reason, canceled)} />,
                percent(canceled, all),
                String(ended),
              ],
            };
          })}
        />
      )}
      {undated > 0 ? (
        <p className="text-muted">
          Left out, because they do not say when they were canceled:{" "}
          <CountLink count={undated} to={reportLinks.canceledWithoutDate(undated)} /> of any month.
        </p>
      ) : null}
    </Section>
  );
}
