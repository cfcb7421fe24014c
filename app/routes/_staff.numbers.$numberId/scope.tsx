import { Fact, Facts } from "~/components/page";
import { Time } from "~/components/time";
import { formatDateTime, formatUtc } from "~lib/format.ts";
import type { Explanation, ScopeWords, Unit } from "~lib/numbers/explained-number.ts";

interface ScopeProps {
  unit: Unit;
  explanation: Explanation;
  now: string;
  zone: string;
}

/** What the number is of: the filters, the zone whose days they are, the currencies, and the moment it was read. */
export function Scope({ unit, explanation: { scope, figures }, now, zone }: ScopeProps) {
  return (
    <Facts>
      {scope.length === 0 ? <Fact label="Filters">none</Fact> : null}
      {scope.map((words) => (
        <Fact key={`${words.label} ${words.value}`} label={words.label}>
          {words.operator} {words.value}
          {words.instants ? <Instants instants={words.instants} zone={zone} /> : null}
        </Fact>
      ))}
      <Fact label="Reporting zone">{zone}: a day begins and ends on its clocks</Fact>
      {unit.kind === "money" ? (
        <Fact label="Currency">
          {figures.length === 1
            ? `${figures[0]!.currency?.toUpperCase()}, counted in its smallest unit`
            : "each for itself, counted in its smallest unit; never added across currencies"}
        </Fact>
      ) : null}
      <Fact label="Read">
        <Time at={now} style="datetime" />
      </Fact>
    </Facts>
  );
}

/** From when to when, to the second: where the clocks change, a day has 23 or 25 hours. */
function Instants({ instants: { from, until }, zone }: { instants: NonNullable<ScopeWords["instants"]>; zone: string }) {
  const words = (at: string) => `${formatDateTime(at, zone, { seconds: true })} (${formatUtc(at)})`;
  return (
    <span className="block text-muted">
      {from ? `from ${words(from)}` : null}
      {from && until ? ", " : null}
      {until ? `before ${words(until)}` : null}
    </span>
  );
}
