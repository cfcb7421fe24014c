import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatAbout, formatCount, formatDuration } from "~lib/format.ts";
import type { Figure, Unit } from "~lib/numbers/explained-number.ts";

/** A figure as people read it; money has its currency, whatever the number's unit is. */
export function FigureText({ unit, figure: { currency, value, approximate } }: { unit: Unit; figure: Figure }) {
  if (value === null) return <Nothing label="there is none" />;
  if (currency !== null) return <Money amount={value} currency={currency} />;
  if (unit.kind === "duration") return approximate ? formatAbout(value) : formatDuration(value);
  if (unit.kind === "things") return `${formatCount(value)} ${value === 1 ? unit.one : unit.many}`;
  return formatCount(value);
}
