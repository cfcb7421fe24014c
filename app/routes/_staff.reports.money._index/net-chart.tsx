import { Link } from "@remix-run/react";
import { compactCount, TimeSeriesChart } from "~/components/chart/time-series-chart";
import { currencyDigits, formatMoney } from "~lib/format.ts";
import { moneyColumns } from "~lib/reports/money/money-columns.ts";
import type { CurrencyLines } from "~lib/reports/money/money-lines.ts";
import { cellHref, explainCellHref } from "~lib/reports/money/money-links.ts";
import type { ReportView } from "./lines-table";

/** Net of one currency: the one that was chosen, or the one with the most payments. */
export function NetChart({ lines, scope, buckets, today }: ReportView & { lines: CurrencyLines }) {
  const { currency } = lines;
  return (
    <TimeSeriesChart
      title={`Net, ${currency}`}
      unit={currency}
      kind="bar"
      fractions
      description={
        <>
          <p>{moneyColumns.net.words}</p>
          <Link to={explainCellHref("net", { ...scope, currency })} discover="none" className="link mt-2 inline-block">
            Explain this number
          </Link>
        </>
      }
      series={[{ key: "net", label: "Net" }]}
      points={buckets.map((bucket, index) => ({
        day: bucket.from,
        ...(bucket.to !== bucket.from && { lastDay: bucket.to }),
        values: { net: lines.lines[index]?.cells.net ?? 0 },
        href: cellHref("net", { ...scope, range: bucket, currency }),
        partial: bucket.from <= today && today <= bucket.to,
      }))}
      formatValue={(minor) => formatMoney(minor, currency)}
      formatTick={(minor) => compactCount(minor / 10 ** currencyDigits(currency))}
      empty="Net is zero in all of this time."
      height={170}
    />
  );
}
