import { Section } from "~/components/page";
import type { StatusCount } from "~lib/reports/subscriptions/by-status.server.ts";
import { isKnownStatus, reportLinks, stopped } from "~lib/reports/subscriptions/report-links.ts";
import type { LastMonth } from "./mrr-summary";
import { CountLink, ReportTable } from "./report-table";

interface LeftOutProps {
  currencies: readonly LastMonth[];
  statuses: readonly StatusCount[];
}

/** Which subscriptions are in none of the months above, or only by a date that stands for another, and why. */
export function LeftOut({ currencies, statuses }: LeftOutProps) {
  const sum = (rows: readonly StatusCount[], value: (row: StatusCount) => number) => rows.reduce((total, row) => total + value(row), 0);
  const of = (...names: string[]) => statuses.filter(({ status }) => names.includes(status));
  const counted = (row: StatusCount) => row.subscriptions;
  const unknown = statuses.filter(({ status }) => !isKnownStatus(status));
  const trials = sum(of("trialing"), counted);
  const incomplete = sum(of("incomplete", "incomplete_expired"), counted);
  const odd = sum(unknown, counted);
  const withoutEnd = sum(of(...stopped), (row) => row.withoutEnd);
  const notNormalised = currencies.map(({ currency, last }) => ({ currency, month: last.month, count: last.notNormalised }));
  const rows = [
    { why: "Trials: they do not bill yet", count: trials, to: reportLinks.status(["trialing"], trials) },
    {
      why: "Never completed: the first payment did not go through",
      count: incomplete,
      to: reportLinks.status(["incomplete", "incomplete_expired"], incomplete),
    },
    {
      why: "Of a status that nobody knows: whether they bill cannot be told; they are in churn and cohorts, not in revenue",
      count: odd,
      to: reportLinks.status([...new Set(unknown.map(({ status }) => status))], odd),
    },
    ...notNormalised.map(({ currency, month, count }) => ({
      why: `${currency.toUpperCase()} at an interval that cannot be brought to a month, at the start of the last month`,
      count,
      to: reportLinks.mrr(month, "not_normalised", currency, count),
    })),
    {
      why: "Canceled, unpaid or paused without an end: their revenue ends on the first date that is there (their end as planned, the cancellation, the start of their present period)",
      count: withoutEnd,
      to: reportLinks.endNotKnown(withoutEnd),
    },
  ].filter(({ count }) => count > 0);
  if (rows.length === 0) return null;
  return (
    <Section title="Left out, or known by less">
      <ReportTable
        caption="Subscriptions left out, and why"
        columns={["Why", "Subscriptions"]}
        sentences
        rows={rows.map(({ why, count, to }) => ({
          key: why,
          cells: [why, <CountLink key="count" count={count} to={to} />],
        }))}
      />
    </Section>
  );
}
