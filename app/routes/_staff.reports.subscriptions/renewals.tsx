import { Definition } from "~/components/chart/chart-frame";
import { rangeLabel } from "~/components/chart/day-label";
import { Money } from "~/components/money";
import { Section } from "~/components/page";
import { currencyShown } from "~lib/reports/subscriptions/currency-shown.ts";
import type { notRenewing as readNotRenewing, renewals as readRenewals } from "~lib/reports/subscriptions/renewals.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import type { SubscriptionReportQuery } from "~lib/reports/subscriptions/report-query.ts";
import { CurrencyTabs } from "./currency-tabs";
import { CountLink, ReportTable } from "./report-table";

interface RenewalsProps {
  query: SubscriptionReportQuery;
  /** The currency that the days are shown of, where anything renews in it. */
  currency: string | undefined;
  renewals: Awaited<ReturnType<typeof readRenewals>>;
  notRenewing: Awaited<ReturnType<typeof readNotRenewing>>;
}

/** What is to come in during the next days. */
export function Renewals({ query, currency: chosen, renewals: { days, rows }, notRenewing }: RenewalsProps) {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  const byDay = currencyShown(rows, chosen)?.currency;
  const total = (currency: string) => {
    const own = rows.filter((row) => row.currency === currency);
    return {
      subscriptions: own.reduce((sum, row) => sum + row.subscriptions, 0),
      amount: own.reduce((sum, row) => sum + row.amount, 0),
    };
  };
  const numbers = (range: typeof days, currency: string, subscriptions: number, amount: number) => [
    <CountLink key="count" count={subscriptions} to={reportLinks.renews(range, currency, subscriptions)} />,
    <Money key="amount" amount={amount} currency={currency} />,
  ];
  return (
    <Section
      title="Renews in the next 30 days"
      action={
        <Definition of="Renews in the next 30 days">
          Active subscriptions that run now, whose period ends on the day (today in full) and that are not to end with it, at the amount of
          one interval as it is now, before discounts. A subscription by the day or week counts once, for its next renewal.
        </Definition>
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">No subscription renews from {rangeLabel(days.from, days.to)}.</p>
      ) : (
        <>
          <p className="text-muted">{rangeLabel(days.from, days.to)}</p>
          <ReportTable
            caption={`Renewals of ${rangeLabel(days.from, days.to)} by currency`}
            columns={["Currency", "Subscriptions", "Amount"]}
            rows={currencies.map((currency) => {
              const { subscriptions, amount } = total(currency);
              return { key: currency, cells: [currency.toUpperCase(), ...numbers(days, currency, subscriptions, amount)] };
            })}
          />
          <details className="flex flex-col gap-2">
            <summary className="link w-fit cursor-pointer py-1">By day</summary>
            <div className="flex flex-col gap-2">
              {byDay === undefined ? null : <CurrencyTabs query={query} currencies={currencies} chosen={byDay} />}
              <ReportTable
                caption={`Renewals in ${byDay?.toUpperCase()} by day`}
                columns={["Day", "Subscriptions", "Amount"]}
                rows={rows
                  .filter(({ currency }) => currency === byDay)
                  .map(({ day, currency, subscriptions, amount }) => ({
                    key: day,
                    cells: [rangeLabel(day), ...numbers({ from: day, to: day }, currency, subscriptions, amount)],
                  }))}
              />
            </div>
          </details>
        </>
      )}
      <p className="text-muted">
        Left out although their period ends in these days:{" "}
        <CountLink count={notRenewing.cancels} to={reportLinks.cancelsInstead(days, notRenewing.cancels)} /> set to end with it,{" "}
        <CountLink count={notRenewing.trials} to={reportLinks.trialsEnding(days, notRenewing.trials)} /> trials,{" "}
        <CountLink count={notRenewing.pastDue} to={reportLinks.pastDueInstead(days, notRenewing.pastDue)} /> past due.
      </p>
    </Section>
  );
}
