import { Link } from "@remix-run/react";
import { paymentEntryKind, paymentEntryProblem } from "~lib/db/values.ts";
import { formatCount } from "~lib/format.ts";
import { kindLabels, moneyEntryList, problemLabels } from "~lib/reports/money/entry-list.ts";
import { addUp } from "~lib/reports/money/money-lines.ts";
import { entryScope, type MoneyScope } from "~lib/reports/money/money-links.ts";
import type { MoneyReport } from "~lib/reports/money/money-report.server.ts";

/** The entries of refunds and disputes that could not be read, or not wholly, by what is wrong with them. */
export function Unreadable({ entries, scope }: { entries: MoneyReport["entries"]; scope: MoneyScope }) {
  const rows = paymentEntryKind.flatMap((kind) =>
    paymentEntryProblem.map((problem) => ({
      kind,
      problem,
      count: addUp(entries, (row) => (row.kind === kind && row.problem === problem ? row.entries : 0)),
    })),
  );
  const found = rows.filter(({ count }) => count > 0);
  const everywhere = (
    <Link to={moneyEntryList.link({ problem: [...paymentEntryProblem] })} discover="none" className="link">
      Of all time
    </Link>
  );
  if (found.length === 0) {
    return <p className="text-muted">Every refund and dispute of this time could be read. {everywhere}</p>;
  }
  return (
    <>
      <p className="max-w-3xl text-muted">
        These entries of payments’ refunds and disputes do not have the shape that Dodo Payments publishes. What has no amount that can be
        read adds nothing to any number above; it is listed here instead. {everywhere}
      </p>
      <ul className="flex flex-col gap-1">
        {found.map(({ kind, problem, count }) => (
          <li key={`${kind} ${problem}`} className="flex flex-wrap items-baseline gap-x-2">
            <Link
              to={moneyEntryList.link({ ...entryScope(scope), kind: [kind], problem: [problem] })}
              discover="none"
              className="link tabular-nums"
            >
              {formatCount(count)} {kindLabels[kind].toLowerCase()} {count === 1 ? "entry" : "entries"}
            </Link>
            <span className="text-muted">{problemLabels[problem]}.</span>
          </li>
        ))}
      </ul>
    </>
  );
}
