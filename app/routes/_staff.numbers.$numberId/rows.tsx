import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { formatCount } from "~lib/format.ts";
import type { Explanation, RowGroup, Unit } from "~lib/numbers/explained-number.ts";
import { FigureText } from "./figure-text";

interface RowsProps {
  unit: Unit;
  explanation: Explanation;
}

/** Everything in the scope, accounted for: what counts, and what was left out with why. Each line opens exactly its rows. */
export function Rows({ unit, explanation: { remarks, also, ...own } }: RowsProps) {
  const lists = also ? [own, also] : [own];
  const leftOut = lists.flatMap((list) => list.leftOut);
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">The rows that count, those left out with why, and all of them</caption>
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="border-b border-line px-3 py-1.5 font-medium">
              Rows
            </th>
            <th scope="col" className="border-b border-line px-3 py-1.5 text-right font-medium">
              How many
            </th>
            <th scope="col" className="border-b border-line px-3 py-1.5 text-right font-medium">
              What they come to
            </th>
          </tr>
        </thead>
        <Part title="Counted">
          {lists.map(({ counted }) => (
            <Group key={counted.why} group={counted} unit={unit} kind="counted" />
          ))}
        </Part>
        <Part title="Left out">
          {leftOut.length === 0 ? (
            <tr>
              <td colSpan={3} className="border-b border-line px-3 py-1.5 text-muted">
                Nothing: every row that was asked for counts.
              </td>
            </tr>
          ) : null}
          {leftOut.map((group) => (
            <Group key={group.why} group={group} unit={unit} kind="left-out" />
          ))}
        </Part>
        <Part title="Together">
          {lists.map(({ all }) => (
            <Group key={all.why} group={all} unit={unit} kind="all" />
          ))}
        </Part>
        {remarks.length > 0 ? (
          <Part title="To be known of rows that count">
            {remarks.map((group) => (
              <Group key={group.why} group={group} unit={unit} kind="remark" />
            ))}
          </Part>
        ) : null}
      </table>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className="border-b border-line bg-sunken px-3 py-1 text-xs font-medium text-muted">
          {title}
        </th>
      </tr>
      {children}
    </tbody>
  );
}

function Group({ group, unit, kind }: { group: RowGroup; unit: Unit; kind: "counted" | "left-out" | "all" | "remark" }) {
  const { why, count, figures, figureWords, href } = group;
  return (
    <tr data-rows={kind} className="align-baseline">
      <th scope="row" className="border-b border-line px-3 py-1.5 font-normal">
        {why}
      </th>
      <td data-count={count} className="border-b border-line px-3 py-1.5 text-right tabular-nums">
        {href ? (
          <Link to={href} discover="none" className="link" aria-label={`${formatCount(count)}: open these rows`}>
            {formatCount(count)}
          </Link>
        ) : (
          formatCount(count)
        )}
      </td>
      <td className="border-b border-line px-3 py-1.5 text-right tabular-nums">
        {figures.map((figure) => (
          <span key={figure.currency ?? ""} data-figure={figure.value ?? ""} data-currency={figure.currency ?? undefined} className="block">
            <FigureText unit={unit} figure={figure} />
          </span>
        ))}
        {figures.length > 0 && figureWords ? <span className="block text-xs text-muted">{figureWords}</span> : null}
      </td>
    </tr>
  );
}
