import { Section } from "~/components/page";
import { amountsThenHref } from "~lib/reports/subscriptions/amount-then.ts";
import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import { addMonths, monthLabel } from "~lib/reports/subscriptions/month.ts";
import type { Amount, CurrencyMonths, MrrMonth } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import type { SubscriptionReportQuery } from "~lib/reports/subscriptions/report-query.ts";
import { type MovementKind, movementKinds, type ReportPart } from "~lib/reports/subscriptions/report-rows.ts";
import { MrrAmount } from "./mrr-amount";
import { MrrChart } from "./mrr-chart";
import { MrrDefinition } from "./mrr-definition";
import { CountLink, percent, ReportTable } from "./report-table";
import { SourceNote } from "./source-note";

interface MrrTablesProps {
  query: SubscriptionReportQuery;
  thisMonth: string;
  currencies: readonly CurrencyMonths[];
  /** Of each month's start, and of the last month's end. */
  sources: readonly Source[];
}

export const movementLabels: Record<MovementKind, string> = {
  new: "New",
  reactivated: "Reactivated",
  expansion: "Expansion",
  contraction: "Contraction",
  churned: "Churned",
};

/** Monthly recurring revenue by month and how it moved, a table for each currency. */
export function MrrTables({ query, thisMonth, currencies, sources }: MrrTablesProps) {
  return (
    <Section title="Monthly recurring revenue" action={<MrrDefinition />}>
      <p className="max-w-3xl text-muted">
        The database holds each subscription as it is now. A month is <b className="font-medium text-ink">exact</b> where a snapshot was
        kept at its start and at its end (or it still runs); it is <b className="font-medium text-ink">reconstructed</b> where only dates
        (started, ended, canceled, present period) and corrections made here tell what was: an old price, a change of plan, a trial that was
        paid later or a pause that is over are not known then. Snapshots are kept from now on.
      </p>
      {currencies.length === 0 ? (
        <p className="text-muted">No subscription billed in these months.</p>
      ) : (
        <MrrChart query={query} currencies={currencies} thisMonth={thisMonth} />
      )}
      {currencies.map(({ currency, months }) => (
        <div key={currency} className="flex min-w-0 flex-col gap-1" data-currency={currency}>
          <h3 className="font-medium">{currency.toUpperCase()}</h3>
          <ReportTable
            caption={`Monthly recurring revenue in ${currency.toUpperCase()} by month`}
            columns={[
              "Month",
              "Known by",
              "Opening",
              ...movementKinds.map((kind) => movementLabels[kind]),
              "Closing",
              "MRR churn",
              "Not normalised",
            ]}
            texts={["Known by"]}
            rows={months.map((month, index) => ({ key: month.month, cells: cells(currency, month, sources, index) })).toReversed()}
          />
        </div>
      ))}
    </Section>
  );
}

function cells(
  currency: string,
  { month, opening, movements, closing, notNormalised }: MrrMonth,
  sources: readonly Source[],
  index: number,
) {
  const [atStart, atEnd] = [sources[index]!, sources[index + 1]!];
  const next = addMonths(month, 1);
  const now = reportLinks.mrrNow(currency, closing.subscriptions);
  const amount = (of: string, part: ReportPart, { amount, signed = false }: { amount: Amount; signed?: boolean }) => (
    <MrrAmount
      key={`${of}-${part}`}
      amount={amount}
      currency={currency}
      to={reportLinks.mrr(of, part, currency, amount.subscriptions)}
      amountsTo={amountsThenHref({ month: of, part, currency })}
      signed={signed}
    />
  );
  return [
    monthLabel(month),
    <SourceNote key="source" opening={atStart} closing={atEnd} />,
    amount(month, "opening", { amount: opening }),
    ...movementKinds.map((kind) => amount(month, kind, { amount: movements[kind], signed: true })),
    atEnd.kind === "now" ? (
      <MrrAmount key="now" amount={closing} currency={currency} to={now} amountsTo={now} />
    ) : (
      amount(next, "opening", { amount: closing })
    ),
    percent(-movements.churned.yearly, opening.yearly),
    <CountLink key="odd" count={notNormalised} to={reportLinks.mrr(month, "not_normalised", currency, notNormalised)} />,
  ];
}
