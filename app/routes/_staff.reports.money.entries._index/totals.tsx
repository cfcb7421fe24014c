import { Link } from "@remix-run/react";
import { Definition } from "~/components/chart/chart-frame";
import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { explainHref } from "~lib/numbers/explained-number.ts";
import { moneyEntryList } from "~lib/reports/money/entry-list.ts";
import type { EntryTotals as Totals } from "~lib/reports/money/entry-totals.server.ts";
import { moneyColumns } from "~lib/reports/money/money-columns.ts";

interface Column {
  label: string;
  counts: (row: Totals) => boolean;
  /** The number of the money report that this is. */
  number?: "refunds" | "disputes" | "lost";
  /** What cannot be read has no amount, only a number. */
  without?: "amount";
}

const columns: readonly Column[] = [
  { label: "Refunds", counts: ({ kind, report }) => kind === "refund" && report === "counts", number: "refunds" },
  { label: "Disputes", counts: ({ kind, report }) => kind === "dispute" && report === "counts", number: "disputes" },
  { label: "Of them lost", counts: ({ report, lost }) => lost && report === "counts", number: "lost" },
  { label: "Left out: not succeeded", counts: ({ report }) => report === "not_succeeded" },
  { label: "Left out: payment not succeeded", counts: ({ report }) => report === "payment_not_succeeded" },
  { label: "Left out: could not be read", counts: ({ report }) => report === "unreadable", without: "amount" },
];

/**
 * What the refunds and disputes that match come to: those that count in the money report, and apart from them those left out of it.
 * Currencies stand beneath each other and are never added; a column of which nothing matches is not there.
 */
export function EntryTotals({ totals, query }: { totals: readonly Totals[]; query: QueryOf<typeof moneyEntryList> }) {
  const shown = columns.filter(({ counts }) => totals.some(counts));
  const currencies = [...new Set(totals.map(({ currency }) => currency))].sort();
  if (shown.length === 0) return null;
  const cell = "pr-6 text-right whitespace-nowrap last:pr-0 max-sm:pr-3";
  return (
    <section aria-label="Totals of the refunds and disputes that match" className="max-sm:overflow-x-auto">
      <table className="text-left tabular-nums">
        <caption className="sr-only">Totals of the refunds and disputes that match, by currency</caption>
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="pr-6 pb-0.5 font-medium max-sm:pr-3">
              Currency
            </th>
            {shown.map(({ label, number }) => (
              <th key={label} scope="col" className={cn(cell, "pb-0.5 font-medium")}>
                <span className="inline-flex items-center gap-1">
                  {label}
                  {number ? (
                    <Definition of={label}>
                      <p>{moneyColumns[number].words}</p>
                      <Link
                        to={explainHref(`report-${number}`, moneyEntryList.params(query))}
                        discover="none"
                        className="link mt-2 inline-block"
                      >
                        Explain this number
                      </Link>
                    </Definition>
                  ) : null}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {currencies.map((currency) => (
            <tr key={currency} data-currency={currency}>
              <th scope="row" className="pr-6 font-medium max-sm:pr-3">
                {currency}
              </th>
              {shown.map((column) => (
                <td key={column.label} className={cell}>
                  <Total column={column} rows={totals.filter((row) => row.currency === currency && column.counts(row))} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The amount and, beside it, of how many entries it is; all rows are of one currency. */
function Total({ column, rows }: { column: Column; rows: readonly Totals[] }) {
  const [first] = rows;
  if (!first) return <Nothing label="none" />;
  const entries = formatCount(rows.reduce((sum, row) => sum + row.entries, 0));
  if (column.without) return entries;
  return (
    <>
      <Money amount={rows.reduce((sum, { amount }) => sum + amount, 0)} currency={first.currency} className="font-semibold" />{" "}
      <span className="text-muted">({entries})</span>
    </>
  );
}
