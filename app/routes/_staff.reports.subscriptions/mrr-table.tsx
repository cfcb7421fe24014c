import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import type { CurrencyMonths, MrrMonth } from "~lib/reports/subscriptions/mrr-by-month.server.ts";
import { reportLinks } from "~lib/reports/subscriptions/report-links.ts";
import { type MovementKind, movementKinds, type ReportPart } from "~lib/reports/subscriptions/report-rows.ts";
import { MrrAmount, MrrClosing } from "./mrr-amount";
import { CountLink, MonthName, percent, ReportTable } from "./report-table";
import { SourceNote } from "./source-note";

interface MrrTableProps {
  thisMonth: string;
  shown: CurrencyMonths;
  /** Of each month's start, and of the last month's end. */
  sources: readonly Source[];
}

const movementLabels: Record<MovementKind, string> = {
  new: "New",
  reactivated: "Reactivated",
  expansion: "Expansion",
  contraction: "Contraction",
  churned: "Churned",
};

/** One currency's monthly recurring revenue by month and how it moved. */
export function MrrTable({ thisMonth, shown: { currency, months }, sources }: MrrTableProps) {
  return (
    <ReportTable
      caption={`Monthly recurring revenue in ${currency.toUpperCase()} by month`}
      columns={[
        "Month",
        "Opening",
        ...movementKinds.map((kind) => movementLabels[kind]),
        "Closing",
        "MRR churn",
        "Not normalised",
        "Known by",
      ]}
      texts={["Known by"]}
      rows={months.map((month, place) => ({
        key: month.month,
        cells: [
          <MonthName key="month" month={month.month} thisMonth={thisMonth} />,
          ...amounts(currency, month, sources[place + 1]!),
          <SourceNote key="source" opening={sources[place]!} closing={sources[place + 1]!} />,
        ],
      }))}
    />
  );
}

function amounts(currency: string, shown: MrrMonth, atEnd: Source) {
  const { month, opening, movements, notNormalised } = shown;
  const of = (part: ReportPart) => ({ month, part, currency });
  return [
    <MrrAmount key="opening" amount={opening} of={of("opening")} />,
    ...movementKinds.map((kind) => <MrrAmount key={kind} amount={movements[kind]} of={of(kind)} signed />),
    <MrrClosing key="closing" month={shown} currency={currency} atEnd={atEnd} />,
    percent(-movements.churned.yearly, opening.yearly),
    <CountLink key="odd" count={notNormalised} to={reportLinks.mrr(month, "not_normalised", currency, notNormalised)} />,
  ];
}
