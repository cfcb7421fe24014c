import { Definition } from "~/components/chart/chart-frame";
import { Money } from "~/components/money";
import { Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import type { StatusCount } from "~lib/reports/subscriptions/by-status.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import { CountLink, ReportTable } from "./report-table";

/** What has not been paid. */
export function PastDue({ statuses }: { statuses: readonly StatusCount[] }) {
  const owed = ["past_due", "unpaid"].flatMap((status) => statuses.filter((each) => each.status === status));
  return (
    <Section
      title="Past due"
      action={
        <Definition of="Past due">
          Subscriptions whose last charge failed, at the amount of one interval. Past due ones are tried again and still count in monthly
          recurring revenue; unpaid ones were given up and do not.
        </Definition>
      }
    >
      {owed.length === 0 ? (
        <p className="text-muted">Nothing is past due.</p>
      ) : (
        <ReportTable
          caption="Past due and unpaid by currency"
          columns={["Status", "Currency", "Subscriptions", "Amount"]}
          texts={["Currency"]}
          rows={owed.map(({ status, currency, subscriptions, amount }) => ({
            key: `${status}-${currency}`,
            cells: [
              <StatusBadge key="status" kind="subscription" value={status} />,
              currency.toUpperCase(),
              <CountLink key="count" count={subscriptions} to={reportLinks.statusIn(status, currency, subscriptions)} />,
              <Money key="amount" amount={amount} currency={currency} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}
