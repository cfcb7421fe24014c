import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { type Boundary, movementsBetween, statesAt } from "./billing-states.server.ts";
import { type MovementKind, movementKinds } from "./report-rows.ts";
import { monthly, roundMovements } from "./round-movements.ts";

/** Some subscriptions of one currency and what they come to. */
export interface Amount {
  subscriptions: number;
  /** Minor units a month, rounded; see `roundMovements`. */
  mrr: number;
  /** The same exactly, in minor units a year. */
  yearly: number;
}

/** A month's monthly recurring revenue of one currency: opening + movements = closing, in `mrr` and in `yearly`. */
export interface MrrMonth {
  month: string;
  opening: Amount;
  /** Contraction and churn are below zero. */
  movements: Record<MovementKind, Amount>;
  /** The next month's opening. */
  closing: Amount;
  /** Billed at the opening too, but at an interval that cannot be brought to a month: in none of these numbers. */
  notNormalised: number;
}

export interface CurrencyMonths {
  currency: string;
  months: MrrMonth[];
}

/** What bills from one boundary to another. */
interface RunRow extends Record<string, unknown> {
  kind: "run";
  currency: string;
  place: number;
  last: number;
  count: number;
  notNormalised: number;
  yearly: number;
}

interface MovementRow extends Record<string, unknown> {
  kind: MovementKind;
  currency: string;
  place: number;
  count: number;
  yearly: number;
}

/**
 * Monthly recurring revenue and how it moved, between each boundary and the next, by currency; the currency with the most subscriptions at
 * the end first. One query. What there is at the boundaries and what moves between them is added up apart, from the same runs.
 */
export async function mrrByMonth(db: Db, boundaries: readonly Boundary[], now: Date): Promise<CurrencyMonths[]> {
  const { rows } = await db.execute<RunRow | MovementRow>(sql`with ${statesAt(boundaries, now)}, ${movementsBetween(boundaries)}
    select 'run' as kind, currency, first::int as place, last::int as last, count(yearly)::int as count,
      (count(*) - count(yearly))::int as "notNormalised", coalesce(sum(yearly), 0)::float8 as yearly
    from run group by currency, first, last
    union all
    select kind, currency, place::int, null, count(*)::int, null, sum(coalesce(closing, 0) - coalesce(opening, 0))::float8
    from movement where kind <> 'unchanged' group by kind, currency, place`);
  const months = boundaries.slice(0, -1).map(({ month }) => month!);
  return [...new Set(rows.map((row) => row.currency))]
    .map((currency) => {
      const own = rows.filter((row) => row.currency === currency);
      const runs = own.filter((row) => row.kind === "run");
      const states = boundaries.map((_, place) => stateOfRuns(runs.filter((run) => run.place <= place && place <= run.last)));
      return {
        currency,
        months: months.map((month, place) => {
          const moved = own.filter((row) => row.kind !== "run" && row.place === place);
          return monthOfRows(month, [states[place]!, states[place + 1]!], moved);
        }),
      };
    })
    .sort((a, b) => lastCount(b) - lastCount(a) || (a.currency < b.currency ? -1 : 1));
}

const lastCount = ({ months }: CurrencyMonths) => months.at(-1)?.closing.subscriptions ?? 0;

type State = Omit<Amount, "mrr"> & Pick<MrrMonth, "notNormalised">;

function stateOfRuns(runs: readonly RunRow[]): State {
  const sum = (value: (run: RunRow) => number) => runs.reduce((total, run) => total + value(run), 0);
  return { subscriptions: sum((run) => run.count), yearly: sum((run) => run.yearly), notNormalised: sum((run) => run.notNormalised) };
}

function monthOfRows(month: string, [opening, closing]: [State, State], rows: readonly (RunRow | MovementRow)[]): MrrMonth {
  const of = (kind: MovementKind) => rows.find((row) => row.kind === kind) ?? { count: 0, yearly: 0 };
  const record = <T>(value: (kind: MovementKind) => T) =>
    Object.fromEntries(movementKinds.map((kind) => [kind, value(kind)])) as Record<MovementKind, T>;
  const rounded = roundMovements(
    opening.yearly,
    record((kind) => of(kind).yearly),
  );
  return {
    month,
    opening: { subscriptions: opening.subscriptions, mrr: rounded.opening, yearly: opening.yearly },
    movements: record((kind) => ({ subscriptions: of(kind).count, mrr: rounded.movements[kind], yearly: of(kind).yearly })),
    closing: { subscriptions: closing.subscriptions, mrr: monthly(closing.yearly), yearly: closing.yearly },
    notNormalised: opening.notNormalised,
  };
}
