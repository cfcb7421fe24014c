import { Link } from "@remix-run/react";
import { Info } from "lucide-react";
import { Fragment } from "react";
import { rangeLabel } from "~/components/chart/day-label";
import { Money } from "~/components/money";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import {
  type MoneyCells,
  type MoneyColumn,
  moneyColumnNames,
  moneyColumns,
  type SettlementCells,
  type SettlementColumn,
  settlementColumnNames,
  settlementColumns,
} from "~lib/reports/money/money-columns.ts";
import type { CurrencyLines, MoneyLine, SettlementLines } from "~lib/reports/money/money-lines.ts";
import { cellHref, explainCellHref, explainSettlementHref, type MoneyScope, settlementHref } from "~lib/reports/money/money-links.ts";
import { type MoneyBucket, type MoneyQuery, moneyHref } from "~lib/reports/money/money-query.ts";

/** What every table of the report needs. */
export interface ReportView {
  query: MoneyQuery;
  /** Of the whole report. */
  scope: MoneyScope;
  buckets: readonly MoneyBucket[];
  /** What the parts are called, by their keys. */
  names: Readonly<Record<string, string>>;
  today: string;
}

/** One currency's lines and their total. */
export function MoneyTable({ lines, ...view }: ReportView & { lines: CurrencyLines }) {
  const scope = { ...view.scope, currency: lines.currency };
  return (
    <LinesTable<MoneyColumn>
      {...view}
      scope={scope}
      caption={`Money in ${lines.currency}`}
      lines={lines}
      columns={moneyColumnNames.map((name) => ({ name, label: moneyColumns[name].label, strong: name === "net" }))}
      href={(column, of, cells) => cellHref(column, of, cells.payments)}
      explain={explainCellHref}
    />
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

type Cells = MoneyCells | SettlementCells;

interface LinesTableProps<Column extends string> extends ReportView {
  caption: string;
  /** Stands over the first column. */
  heading?: string;
  lines: { currency: string; lines: readonly MoneyLine<Cells>[]; total: MoneyLine<Cells> };
  columns: readonly { name: Column; label: string; strong: boolean }[];
  href: (column: Column, scope: MoneyScope, cells: Cells) => string;
  explain: (column: Column, scope: MoneyScope) => string;
}

/** In a longer table the total alone says beside each number what it counts: a second link in every cell makes the page too large. */
const MOST_EXPLAINED = 31;

/** So many lines of parts a table shows; more are shown for the whole range alone. */
const MOST_PARTS = 150;

function LinesTable<Column extends string>(props: LinesTableProps<Column>) {
  const { query, scope, buckets, names, today, caption, heading, lines, columns } = props;
  const head = "border-b border-line px-3 py-1.5 text-xs font-medium whitespace-nowrap text-muted";
  const parts = lines.lines.reduce((sum, line) => sum + line.parts.length, 0);
  const partOf = (range: MoneyBucket, key: string): MoneyScope => ({
    ...scope,
    range,
    ...(query.split && { part: { split: query.split, key } }),
  });
  return (
    <div className="flex flex-col gap-1.5">
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full text-left tabular-nums">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className={head}>
                {heading ?? (query.by === "month" ? "Month" : "Day")}
              </th>
              {columns.map(({ name, label }) => (
                <th key={name} scope="col" className={cn(head, "text-right")}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.lines.map((line, index) => {
              const bucket = buckets[index]!;
              const label = rangeLabel(bucket.from, bucket.to);
              const days = { ...query, by: "day" as const, from: bucket.from, to: bucket.to };
              return (
                <Fragment key={bucket.from}>
                  <Line {...props} line={line} of={{ ...scope, range: bucket }} label={label}>
                    {query.by === "month" ? (
                      <Link to={moneyHref(days)} discover="none" title={`${label} by day`} className="hover:underline">
                        {label}
                      </Link>
                    ) : (
                      label
                    )}
                    {bucket.from <= today && today <= bucket.to ? <span className="font-normal text-muted"> (not over yet)</span> : null}
                  </Line>
                  {parts <= MOST_PARTS
                    ? line.parts.map(({ key, cells }) => (
                        <Line
                          key={key}
                          {...props}
                          line={{ cells, parts: [] }}
                          of={partOf(bucket, key)}
                          label={`${label}, ${names[key] ?? key}`}
                          part
                        >
                          {names[key] ?? key}
                        </Line>
                      ))
                    : null}
                </Fragment>
              );
            })}
          </tbody>
          <tfoot className="border-t-2 border-line">
            <Line {...props} line={lines.total} of={scope} label="Total" total>
              Total
            </Line>
            {lines.total.parts.map(({ key, cells }) => (
              <Line
                key={key}
                {...props}
                line={{ cells, parts: [] }}
                of={partOf(scope.range, key)}
                label={`Total, ${names[key] ?? key}`}
                part
              >
                {names[key] ?? key}
              </Line>
            ))}
          </tfoot>
        </table>
      </div>
      {parts > MOST_PARTS ? (
        <p className="text-muted">
          These are {formatCount(parts)} lines of parts: too many to show, so the parts stand under the total alone. The CSV file has them
          all; fewer {query.by === "month" ? "months" : "days"} show them here.
        </p>
      ) : null}
    </div>
  );
}

interface LineProps<Column extends string> extends LinesTableProps<Column> {
  line: MoneyLine<Cells>;
  of: MoneyScope;
  /** Names the line for readers who do not see where they are. */
  label: string;
  part?: boolean;
  total?: boolean;
  children: React.ReactNode;
}

function Line<Column extends string>(props: LineProps<Column>) {
  const { line, of, label, part, total, children, lines, columns, href, explain } = props;
  const explained = total || (lines.lines.length <= MOST_EXPLAINED && !part);
  const cell = "border-b border-line px-3 py-1.5 whitespace-nowrap";
  const values = line.cells as unknown as Record<Column, number>;
  return (
    <tr className="group/line hover:bg-sunken">
      <th scope="row" className={cn(cell, part ? "pl-7 font-normal text-muted" : "font-medium", "max-w-72 truncate")}>
        {children}
      </th>
      {columns.map((column) => {
        const value = values[column.name];
        return (
          <td
            key={column.name}
            className={cn(cell, "text-right", part && "text-muted", (column.strong || total) && !part && "font-semibold")}
          >
            <span className="inline-flex items-center gap-1">
              {explained ? (
                <Link
                  to={explain(column.name, of)}
                  discover="none"
                  aria-label={`What “${column.label}” of ${label} in ${lines.currency} counts and leaves out`}
                  className="rounded-sm text-muted opacity-0 group-hover/line:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100"
                >
                  <Info aria-hidden="true" className="size-3" />
                </Link>
              ) : null}
              <Link to={href(column.name, of, line.cells)} discover="none" className={cn("hover:underline", value === 0 && "text-muted")}>
                {column.name === "payments" ? formatCount(value) : <Money amount={value} currency={lines.currency} />}
              </Link>
            </span>
          </td>
        );
      })}
    </tr>
  );
}
