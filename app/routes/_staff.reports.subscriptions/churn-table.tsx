import { Definition } from "~/components/chart/chart-frame";
import { Section } from "~/components/page";
import type { ChurnMonth } from "~lib/reports/subscriptions/churn-by-month.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import { CountLink, MonthName, percent, ReportTable } from "./report-table";

/** How many subscriptions ended, month by month. */
export function ChurnTable({ months, thisMonth }: { months: readonly ChurnMonth[]; thisMonth: string }) {
  return (
    <Section
      title="Churn"
      action={
        <Definition of="Churn">
          Subscriptions that ended in the month ÷ subscriptions that ran at its start, of all currencies, by the dates on which they started
          and ended. Trials and subscriptions that were never completed are out; unpaid and paused ones run until they end. What started and
          ended in the same month ended in it, but did not run at its start. What churned in money is in the table above.
        </Definition>
      }
    >
      <ReportTable
        caption="Churn by month"
        columns={["Month", "Ran at its start", "Ended in it", "Started in it too", "Churn"]}
        rows={months.map(({ month, running, ended, endedAtOnce }) => ({
          key: month,
          cells: [
            <MonthName key="month" month={month} thisMonth={thisMonth} />,
            <CountLink key="running" count={running} to={reportLinks.running(month, running)} />,
            <CountLink key="ended" count={ended} to={reportLinks.ended(month, ended)} />,
            <CountLink key="at-once" count={endedAtOnce} to={reportLinks.endedAtOnce(month, endedAtOnce)} />,
            percent(ended, running),
          ],
        }))}
      />
    </Section>
  );
}
