import { Link } from "@remix-run/react";
import { SeverityBadge } from "~/components/suspicious";
import { Nothing, Time } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import type { Broken } from "~lib/reports/suspicious/suspicious-counts.server.ts";
import type { SuspiciousRule } from "~lib/reports/suspicious/suspicious-rule.ts";
import type { Absent } from "./streamed";

interface RulesProps {
  /** One row and several: "payment", "payments". */
  noun: readonly [string, string];
  rows: readonly {
    id: string;
    /** Names the row in links. */
    anchor: string;
    rule: SuspiciousRule;
    broken: Broken | Absent;
    /** The list of the rows that break it. */
    listHref: string;
  }[];
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
            <th scope="col" className={`${headClass} w-24 text-right whitespace-nowrap`}>
              How many
            </th>
            <th scope="col" className={`${headClass} w-44 max-sm:hidden`}>
              Newest
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, anchor, rule, broken, listHref }) => (
            <tr key={id} id={anchor} className="group/row scroll-mt-16 target:bg-accent-soft" data-rule={id}>
              <th scope="row" className={`${cellClass} max-w-3xl font-normal`}>
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="font-medium">{rule.title}</span>
                  <SeverityBadge severity={rule.severity} />
                </span>
                <span className="mt-1 block">{rule.what}</span>
                <span className="mt-1 block text-muted">Why it matters: {rule.why}</span>
              </th>
              <td className={`${cellClass} text-right whitespace-nowrap`}>
                <HowMany broken={broken} title={rule.title} noun={noun} href={listHref} />
              </td>
              <td className={`${cellClass} max-sm:hidden`}>
                {typeof broken === "string" ? null : broken.newest ? (
                  <Link to={rowHref(broken.newest.id)} discover="none" className="link whitespace-nowrap">
                    <Time at={broken.newest.at} style="datetime" />
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

const absent: Record<Absent, string> = { reading: "counting …", failed: "not counted" };

interface HowManyProps {
  broken: Broken | Absent;
  title: string;
  noun: readonly [string, string];
  href: string;
}

/** The number, as a link to the rows; where it could not be counted, the list may still be asked for. */
function HowMany({ broken, title, noun, href }: HowManyProps) {
  if (broken === "reading") return <span className="text-muted">{absent.reading}</span>;
  if (typeof broken === "string") {
    return (
      <Link to={href} className="link" aria-label={`${title}: ${noun[1]}, ${absent[broken]}`}>
        {absent[broken]}
      </Link>
    );
  }
  const { count } = broken;
  if (count === 0) return <span className="text-muted">none</span>;
  return (
    <Link to={href} className="link font-semibold" aria-label={`${title}: ${formatCount(count)} ${noun[count === 1 ? 0 : 1]}`}>
      {formatCount(count)}
    </Link>
  );
}
