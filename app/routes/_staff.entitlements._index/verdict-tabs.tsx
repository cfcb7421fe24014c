import { Link } from "@remix-run/react";
import { Definition } from "~/components/chart/chart-frame";
import { cn } from "~/components/ui/cn";
import { entitlementList, planVerdict, type VerdictFilter, verdictLabel } from "~lib/entitlements/entitlement.ts";
import type { EntitlementQuery } from "~lib/entitlements/entitlement-where.server.ts";
import { type RedVerdict, redVerdict, verdictWords } from "~lib/entitlements/verdict.ts";
import { formatCount } from "~lib/format.ts";

interface VerdictTabsProps {
  query: EntitlementQuery;
  /** How many users have each: undefined until they are counted, null where that cannot be done. */
  counts: Readonly<Record<RedVerdict, number>> | null | undefined;
}

/** What the list can be narrowed to, the red ones first, each with its rule. A user can have several. */
export function VerdictTabs({ query, counts }: VerdictTabsProps) {
  const chosen = query.filters.verdict;
  const isChosen = (verdict: VerdictFilter) => chosen?.length === 1 && chosen[0] === verdict;
  return (
    <nav aria-label="Verdicts" className="no-print">
      <ul className="flex flex-wrap gap-1.5">
        <li>
          <Tab to={entitlementList.link({})} current={!chosen}>
            All in red
          </Tab>
        </li>
        {redVerdict.map((verdict) => (
          <li key={verdict} className="flex items-center gap-1">
            <Tab to={entitlementList.link({ verdict: [verdict] })} current={isChosen(verdict)}>
              {verdictLabel(verdict)}{" "}
              {counts === null ? null : (
                // As wide as most counts are, so that little moves when they come.
                <span className="min-w-[2ch] text-right tabular-nums">{counts ? formatCount(counts[verdict]) : null}</span>
              )}
            </Tab>
            <Definition of={verdictLabel(verdict)}>{verdictWords[verdict].says}</Definition>
          </li>
        ))}
        {planVerdict.map((verdict) => (
          <li key={verdict}>
            <Tab to={entitlementList.link({ verdict: [verdict] })} current={isChosen(verdict)}>
              {verdictLabel(verdict)}
            </Tab>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Tab({ to, current, children }: { to: string; current: boolean; children: React.ReactNode }) {
  return (
    <Link
      to={to}
      discover="none"
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-md border px-2.5 font-medium pointer-coarse:h-10",
        current ? "border-transparent bg-accent-soft text-accent-text" : "border-line bg-surface text-muted hover:bg-sunken hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
