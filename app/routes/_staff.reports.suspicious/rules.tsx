import { Link } from "@remix-run/react";
import { SeverityBadge } from "~/components/suspicious";
import { Nothing, Time } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import type { Broken } from "~lib/reports/suspicious/suspicious-counts.server.ts";
import type { SuspiciousRule } from "~lib/reports/suspicious/suspicious-rule.ts";

interface RulesProps {
  /** One row and several: "payment", "payments". */
  noun: readonly [string, string];
  rows: readonly ({ id: string; rule: SuspiciousRule /** The list of the rows that break it. */; listHref: string } & Broken)[];
  /** Where one row leads. */
  rowHref: (id: string) => string;
}

const headClass = "border-b border-line px-3 py-1.5 font-medium";
const cellClass = "border-b border-line px-3 py-2.5 align-top group-last/row:border-b-0";

/** Rules, each in words, with how many rows break it and the newest of them. */
export function Rules({ noun, rows, rowHref }: RulesProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">Rules about {noun[1]}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className={headClass}>
              Rule
            </th>
            <th scope="col" className={`${headClass} text-right`}>
              How many
            </th>
            <th scope="col" className={`${headClass} max-sm:hidden`}>
              Newest
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, rule, count, newest, listHref }) => (
            <tr key={id} className="group/row" data-rule={id}>
              <th scope="row" className={`${cellClass} max-w-3xl font-normal`}>
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="font-medium">{rule.title}</span>
                  <SeverityBadge severity={rule.severity} />
                </span>
                <span className="mt-1 block">{rule.what}</span>
                <span className="mt-1 block text-muted">Why it matters: {rule.why}</span>
              </th>
              <td className={`${cellClass} text-right whitespace-nowrap`}>
                {count === 0 ? (
                  <span className="text-muted">none</span>
                ) : (
                  <Link
                    to={listHref}
                    className="link font-semibold"
                    aria-label={`${rule.title}: ${formatCount(count)} ${noun[count === 1 ? 0 : 1]}`}
                  >
                    {formatCount(count)}
                  </Link>
                )}
              </td>
              <td className={`${cellClass} max-sm:hidden`}>
                {newest ? (
                  <Link to={rowHref(newest.id)} discover="none" className="link whitespace-nowrap">
                    <Time at={newest.at} style="datetime" />
                  </Link>
                ) : (
                  <Nothing label="none" />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
