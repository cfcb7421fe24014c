import { Link } from "@remix-run/react";
import { Definition } from "~/components/chart/chart-frame";
import { Section } from "~/components/page";
import { formatCount } from "~lib/format.ts";
import type { Cohort } from "~lib/reports/subscriptions/cohorts.server.ts";
import { monthLabel } from "~lib/reports/subscriptions/month.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import { CountLink, percent, ReportTable } from "./report-table";

/** Who stays, by the month in which they came. */
export function CohortTable({ cohorts }: { cohorts: readonly Cohort[] }) {
  const longest = Math.max(0, ...cohorts.map(({ retained }) => retained.length));
  return (
    <Section
      title="Retention by sign-up month"
      action={
        <Definition of="Retention by sign-up month">
          Customers (by Polar's customer id) by the month in which their first subscription started, trials and never completed ones apart.
          Under “3”: how many of them had any subscription running at the end of the third month after it, so that each had three whole
          months. “0” is the end of the sign-up month itself. A customer who left and came back counts again. Months that are not over are
          empty. The list behind a number has one subscription for each customer: the one that started last of those running then.
        </Definition>
      }
    >
      <ReportTable
        caption="Customers still running, by sign-up month and months after it"
        columns={["Sign-up month", "Customers", ...Array.from({ length: longest }, (_, after) => String(after))]}
        rows={cohorts.map(({ month, customers, retained }) => ({
          key: month,
          cells: [
            monthLabel(month),
            <CountLink key="customers" count={customers} to={reportLinks.cohort(month, customers)} />,
            ...Array.from({ length: longest }, (_, after) => {
              const count = retained[after];
              return count === undefined || customers === 0 ? (
                ""
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the cell is of
                <Retained key={after} month={month} after={after} count={count} customers={customers} />
              );
            }),
          ],
        }))}
      />
    </Section>
  );
}

interface RetainedProps {
  month: string;
  after: number;
  count: number;
  customers: number;
}

function Retained({ month, after, count, customers }: RetainedProps) {
  const share = percent(count, customers);
  return (
    <Link
      to={reportLinks.retained(month, after, count)}
      discover="none"
      title={`${formatCount(count)} of ${formatCount(customers)} customers`}
      className="inline-flex flex-col items-end leading-tight hover:underline"
    >
      {share}
      <span className="text-xs text-muted">{formatCount(count)}</span>
    </Link>
  );
}
