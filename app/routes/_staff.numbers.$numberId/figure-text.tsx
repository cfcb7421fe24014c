import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatCount, formatDuration } from "~lib/format.ts";
import type { Figure, Unit } from "~lib/numbers/explained-number.ts";

/** A figure as people read it; money has its currency, whatever the number's unit is. */
export function FigureText({ unit, figure: { currency, value } }: { unit: Unit; figure: Figure }) {
  if (value === null) return <Nothing label="there is none" />;
  if (currency !== null) return <Money amount={value} currency={currency} />;
  if (unit.kind === "duration") return formatDuration(value);
  if (unit.kind === "things") return `${formatCount(value)} ${value === 1 ? unit.one : unit.many}`;
  return formatCount(value);
}
