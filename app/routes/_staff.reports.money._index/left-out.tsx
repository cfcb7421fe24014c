import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import { COUNTED_UP_TO } from "~lib/list/counted.ts";
import { NO_STATUS, paymentList } from "~lib/payments/payment.ts";
import { kindLabels, moneyEntryList, verdictLabels } from "~lib/reports/money/entry-list.ts";
import { entryScope, type MoneyScope, paymentScope, succeeded } from "~lib/reports/money/money-links.ts";
import type { MoneyReport } from "~lib/reports/money/money-report.server.ts";
import { statusLabel } from "~lib/status-labels.ts";

interface Group {
  what: string;
  why: string;
  count: number;
  /** Null where it is not known, or of several currencies. */
  amount: { value: number; currency: string } | null;
  href: string;
}

/** The rows of the report's time that do not count, with the reason and what they come to. */
export function LeftOut({ report, scope }: { report: MoneyReport; scope: MoneyScope }) {
  const groups = groupsOf(report, scope);
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
            <th scope="col" className={head}>
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
          {groups.map(({ what, why, count, amount, href }) => (
            <tr key={href} className="group/row">
              <th scope="row" className={`${cell} font-medium whitespace-nowrap`}>
                {what}
              </th>
              <td className={`${cell} min-w-48`}>{why}</td>
              <td className={`${cell} text-right`}>
                <Link to={href} discover="none" className="link">
                  {formatCount(count)}
                </Link>
              </td>
              <td className={`${cell} text-right`}>
                {amount ? <Money amount={amount.value} currency={amount.currency} /> : <Nothing label="not known" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function groupsOf({ statuses, entries, taxUnknown, unsettled }: MoneyReport, scope: MoneyScope): Group[] {
  const paid = { ...paymentScope(scope), ...succeeded };
  const exact = (count: number) => ({ exact: count > COUNTED_UP_TO });
  const payments = statuses
    .filter(({ status }) => status !== "succeeded")
    .map(
      ({ status, currency, payments, gross }): Group => ({
        what: `Payments, ${currency}`,
        why: status === null ? "They have no status" : `They have not succeeded: ${statusLabel("payment", status).toLowerCase()}`,
        count: payments,
        amount: { value: gross, currency },
        href: paymentList.link({ ...paymentScope(scope), currency: [currency], status: [status ?? NO_STATUS] }, exact(payments)),
      }),
    );
  const incomplete: Group[] = [
    {
      what: "Payments, for tax alone",
      why: "They have succeeded, but no tax of them is known",
      count: taxUnknown,
      amount: null,
      href: paymentList.link({ ...paid, taxKnown: false }, exact(taxUnknown)),
    },
    {
      what: "Payments, for settlements alone",
      why: "They have succeeded, but name no settlement amount",
      count: unsettled,
      amount: null,
      href: paymentList.link({ ...paid, hasSettlement: false }, exact(unsettled)),
    },
  ];
  const uncounted = new Map<string, Group>();
  for (const { kind, currency, report, entries: count, amount } of entries) {
    if (report === "counts") continue;
    const href = moneyEntryList.link({ ...entryScope(scope), currency: [currency], kind: [kind], report: [report] });
    const group = uncounted.get(href) ?? {
      what: `${kindLabels[kind]}s, ${currency}`,
      why: verdictLabels[report].replace("Left out: ", "").replace(/^./, (first) => first.toUpperCase()),
      count: 0,
      amount: report === "unreadable" ? null : { value: 0, currency },
      href,
    };
    uncounted.set(href, {
      ...group,
      count: group.count + count,
      amount: group.amount && { value: group.amount.value + amount, currency },
    });
  }
  return [...payments, ...incomplete, ...uncounted.values()].filter(({ count }) => count > 0);
}
