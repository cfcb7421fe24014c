import { Link } from "@remix-run/react";
import { Fragment } from "react";
import { rangeLabel } from "~/components/chart/day-label";
import {
  type MoneyColumn,
  moneyColumnNames,
  moneyColumns,
  type SettlementColumn,
  settlementColumnNames,
  settlementColumns,
} from "~lib/reports/money/money-columns.ts";
import type { CurrencyLines, MoneyLine, SettlementLines } from "~lib/reports/money/money-lines.ts";
import { cellHref, explainCellHref, explainSettlementHref, type MoneyScope, settlementHref } from "~lib/reports/money/money-links.ts";
import { inUnit, type MoneyBucket, type MoneyQuery, moneyHref } from "~lib/reports/money/money-query.ts";
import { type Cells, Line, type LineColumns, LineHead } from "./line";

/** What every table of the report needs. */
export interface ReportView {
  query: MoneyQuery;
  /** Of the whole report. */
  scope: MoneyScope;
  buckets: readonly MoneyBucket[];
  /** What the parts are called, by their keys. */
  names: Readonly<Record<string, string>>;
  today: string;
  /** Whether every line shows its parts; else they stand under the totals alone. */
  showParts: boolean;
}

const money: LineColumns<MoneyColumn> = {
  columns: moneyColumnNames.map((name) => ({ name, label: moneyColumns[name].label, strong: name === "net", pinned: name === "net" })),
  href: (column, of, cells) => cellHref(column, of, cells.payments),
  explain: explainCellHref,
};

/** One currency's lines and their total. */
export function MoneyTable({ lines, ...view }: ReportView & { lines: CurrencyLines }) {
  const scope = { ...view.scope, currency: lines.currency };
  return <LinesTable<MoneyColumn> {...view} {...money} scope={scope} caption={`Money in ${lines.currency}`} lines={lines} />;
}

interface CurrencyTotalsProps {
  currencies: readonly CurrencyLines[];
  scope: MoneyScope;
  /** Where a currency's own lines are. */
  hrefOf: (currency: string) => string;
}

/** The totals of all currencies beneath each other: a way to each, and never a sum of them. */
export function CurrencyTotals({ currencies, scope, hrefOf }: CurrencyTotalsProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left tabular-nums">
        <caption className="sr-only">Totals of each currency</caption>
        <LineHead first="Currency" columns={money.columns} />
        <tbody>
          {currencies.map(({ currency, total }) => (
            <Line key={currency} {...money} cells={total.cells} currency={currency} of={{ ...scope, currency }} label="Total" explained>
              <a href={hrefOf(currency)} className="hover:underline">
                {currency}
              </a>
            </Line>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One settlement currency's lines and their total. */
export function SettlementTable({ lines, ...view }: ReportView & { lines: SettlementLines }) {
  return (
    <LinesTable<SettlementColumn>
      {...view}
      caption={`Settled in ${lines.currency}`}
      heading={lines.currency}
      lines={lines}
      columns={settlementColumnNames.map((name) => ({ name, label: settlementColumns[name].label, strong: name === "gross" }))}
      href={(column, of, cells) => settlementHref(column, of, lines.currency, cells.payments)}
      explain={(column, of) => explainSettlementHref(column, of, lines.currency)}
    />
  );
}

interface LinesTableProps<Column extends string> extends ReportView, LineColumns<Column> {
  caption: string;
  /** Stands over the first column. */
  heading?: string;
  lines: { currency: string; lines: readonly MoneyLine<Cells>[]; total: MoneyLine<Cells> };
}

/** In a longer table the total alone says beside each number what it counts: a second link in every cell makes the page too large. */
const MOST_EXPLAINED = 31;

function LinesTable<Column extends string>(props: LinesTableProps<Column>) {
  const { query, scope, buckets, names, today, caption, heading, lines, showParts, columns, href, explain } = props;
  const shared = { columns, href, explain, currency: lines.currency };
  const partsOf = (line: MoneyLine<Cells>, range: MoneyBucket, label: string) =>
    line.parts.map(({ key, cells }) => (
      <Line
        key={key}
        {...shared}
        cells={cells}
        of={{ ...scope, range, ...(query.split && { part: { split: query.split, key } }) }}
        label={`${label}, ${names[key] ?? key}`}
        explained={false}
        part
      >
        <span title={names[key] ?? key}>{names[key] ?? key}</span>
      </Line>
    ));
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <LineHead first={heading ?? (query.by === "month" ? "Month" : "Day")} columns={columns} />
        <tbody>
          {lines.lines.map((line, index) => {
            const bucket = buckets[index]!;
            const label = rangeLabel(bucket.from, bucket.to);
            const days = inUnit({ ...query, ...bucket }, "day", bucket, today);
            return (
              <Fragment key={bucket.from}>
                <Line
                  {...shared}
                  cells={line.cells}
                  of={{ ...scope, range: bucket }}
                  label={label}
                  explained={lines.lines.length <= MOST_EXPLAINED}
                >
                  {query.by === "month" ? (
                    <Link to={moneyHref(days)} discover="none" title={`${label} by day`} className="hover:underline">
                      {label}
                    </Link>
                  ) : (
                    label
                  )}
                  {bucket.from <= today && today <= bucket.to ? <span className="font-normal text-muted"> (so far)</span> : null}
                </Line>
                {showParts ? partsOf(line, bucket, label) : null}
              </Fragment>
            );
          })}
        </tbody>
        {lines.lines.length > 1 ? (
          <tfoot className="border-t-2 border-line">
            <Line {...shared} cells={lines.total.cells} of={scope} label="Total" explained total>
              Total
            </Line>
            {partsOf(lines.total, scope.range, "Total")}
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
