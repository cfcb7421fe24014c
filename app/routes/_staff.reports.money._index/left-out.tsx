import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import { COUNTED_UP_TO } from "~lib/list/counted.ts";
import { NO_STATUS, paymentList } from "~lib/payments/payment.ts";
import { kindLabels, moneyEntryList, verdictLabels } from "~lib/reports/money/entry-list.ts";
import { type LeftOutRows, leftOutOf } from "~lib/reports/money/left-out.ts";
import { entryScope, type MoneyScope, paymentScope, succeeded } from "~lib/reports/money/money-links.ts";
import type { MoneyReport } from "~lib/reports/money/money-report.server.ts";
import { statusLabel } from "~lib/status-labels.ts";

/** The rows of the report's time that do not count, with the reason and what they come to. */
export function LeftOut({ report, scope }: { report: MoneyReport; scope: MoneyScope }) {
  const groups = leftOutOf(report).map((rows) => ({ ...rows, ...wordsOf(rows, scope) }));
  if (groups.length === 0) return <p className="text-muted">Nothing of this time is left out.</p>;
  const head = "border-b border-line px-3 py-1.5 text-xs font-medium whitespace-nowrap text-muted";
  const cell = "border-b border-line px-3 py-1.5 group-last/row:border-b-0";
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left tabular-nums">
        <caption className="sr-only">Rows that no number of the report counts, and why</caption>
        <thead>
          <tr>
            <th scope="col" className={head}>
              What
            </th>
            <th scope="col" className={`${head} max-sm:hidden`}>
              Why
            </th>
            <th scope="col" className={`${head} text-right`}>
              Rows
            </th>
            <th scope="col" className={`${head} text-right`}>
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ what, why, count, amount, currency, href }) => (
            <tr key={href} className="group/row">
              <th scope="row" className={`${cell} font-medium sm:whitespace-nowrap`}>
                {what}
                {/* A phone has no room for a column of sentences. */}
                <span className="block font-normal text-muted sm:hidden">{why}</span>
              </th>
              <td className={`${cell} min-w-48 max-sm:hidden`}>{why}</td>
              <td className={`${cell} text-right`}>
                <Link to={href} discover="none" className="link">
                  {formatCount(count)}
                </Link>
              </td>
              <td className={`${cell} text-right`}>
                {amount !== null && currency !== null ? <Money amount={amount} currency={currency} /> : <Nothing label="not known" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the rows are, why they are left out, and the list of exactly them. */
function wordsOf(rows: LeftOutRows, scope: MoneyScope): { what: string; why: string; href: string } {
  const exact = { exact: rows.count > COUNTED_UP_TO };
  const paid = { ...paymentScope(scope), ...succeeded };
  switch (rows.of) {
    case "payment":
      return {
        what: `Payments, ${rows.currency}`,
        why: rows.why === NO_STATUS ? "They have no status" : `They have not succeeded: ${statusLabel("payment", rows.why).toLowerCase()}`,
        href: paymentList.link({ ...paymentScope(scope), currency: [rows.currency], status: [rows.why] }, exact),
      };
    case "tax":
      return {
        what: "Payments, for tax alone",
        why: "They have succeeded, but no tax of them is known",
        href: paymentList.link({ ...paid, taxKnown: false }, exact),
      };
    case "settlement":
      return {
        what: "Payments, for settlements alone",
        why: "They have succeeded, but name no settlement amount",
        href: paymentList.link({ ...paid, hasSettlement: false }, exact),
      };
    default:
      return {
        what: `${kindLabels[rows.of]}s, ${rows.currency}`,
        why: verdictLabels[rows.why].replace("Left out: ", "").replace(/^./, (first) => first.toUpperCase()),
        href: moneyEntryList.link({ ...entryScope(scope), currency: [rows.currency], kind: [rows.of], report: [rows.why] }),
      };
  }
}
