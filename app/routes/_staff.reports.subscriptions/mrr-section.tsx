import { Section } from "~/components/page";
import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import { addMonths, monthsBetween } from "~lib/reports/subscriptions/month.ts";
import type { CurrencyMonths } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import type { SubscriptionReportQuery } from "~lib/reports/subscriptions/report-query.ts";
import { CurrencyTabs } from "./currency-tabs";
import { MrrChart } from "./mrr-chart";
import { MrrDefinition } from "./mrr-definition";
import { type LastMonth, MrrSummary } from "./mrr-summary";
import { MrrTable } from "./mrr-table";
import { MonthName } from "./report-table";
import { SourcesExplained } from "./source-note";

interface MrrSectionProps {
  query: SubscriptionReportQuery;
  thisMonth: string;
  currencies: readonly LastMonth[];
  /** The currency that the months are shown of; none where nothing billed. */
  shown: CurrencyMonths | undefined;
  /** Of each month's start, and of the last month's end. */
  sources: readonly Source[];
}

/** Monthly recurring revenue: where each currency stands, and one currency's months and how they moved. */
export function MrrSection({ query, thisMonth, currencies, shown, sources }: MrrSectionProps) {
  const code = shown?.currency.toUpperCase();
  const asked = query.currency?.toUpperCase();
  return (
    <Section title="Monthly recurring revenue" action={<MrrDefinition />}>
      {shown ? (
        <>
          <h3 className="font-medium">
            Every currency in <MonthName month={query.to} thisMonth={thisMonth} />
          </h3>
          <MrrSummary query={query} currencies={currencies} chosen={shown.currency} atEnd={sources.at(-1)!} />
          <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-medium">{code} by month</h3>
            <CurrencyTabs query={query} currencies={currencies.map(({ currency }) => currency)} chosen={shown.currency} />
          </div>
          {asked === undefined || asked === code ? null : (
            <p className="text-muted">
              No subscription billed in <span className="break-all text-ink">{asked}</span> in these months; this is {code}.
            </p>
          )}
          <MrrChart shown={shown} thisMonth={thisMonth} />
          <SourcesExplained months={monthsBetween(query.from, addMonths(query.to, 1))} sources={sources} />
          <MrrTable thisMonth={thisMonth} shown={shown} sources={sources} />
        </>
      ) : (
        <p className="text-muted">No subscription billed in these months.</p>
      )}
    </Section>
  );
}
