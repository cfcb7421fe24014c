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

interface Row extends Record<string, unknown> {
  place: number;
  currency: string;
  kind: MovementKind | "unchanged" | "not_normalised";
  count: number;
  opening: number;
  closing: number;
}

/**
 * Monthly recurring revenue and how it moved, between each boundary and the next, by currency; the currency with the most subscriptions at
 * the end first. One query.
 */
export async function mrrByMonth(db: Db, boundaries: readonly Boundary[], now: Date): Promise<CurrencyMonths[]> {
  const { rows } = await db.execute<Row>(sql`with ${statesAt(boundaries, now)}, ${movementsBetween(boundaries)}
    select place::int as place, currency, kind, count(*)::int as count,
      sum(coalesce(opening, 0))::float8 as opening, sum(coalesce(closing, 0))::float8 as closing
    from movement group by 1, 2, 3
    union all
    select place::int, currency, 'not_normalised', count(*)::int, 0::float8, 0::float8
    from state where yearly is null and place < ${sql.raw(String(boundaries.length - 1))} group by 1, 2`);
  const months = boundaries.slice(0, -1).map(({ month }) => month!);
  return [...new Set(rows.map((row) => row.currency))]
    .map((currency) => {
      const own = rows.filter((row) => row.currency === currency);
      return {
        currency,
        months: months.map((month, place) =>
          monthOfRows(
            month,
            own.filter((row) => row.place === place),
          ),
        ),
      };
    })
    .sort((a, b) => lastCount(b) - lastCount(a) || (a.currency < b.currency ? -1 : 1));
}

const lastCount = ({ months }: CurrencyMonths) => months.at(-1)?.closing.subscriptions ?? 0;

function monthOfRows(month: string, rows: readonly Row[]): MrrMonth {
  const of = (kind: Row["kind"]) => rows.find((row) => row.kind === kind) ?? { count: 0, opening: 0, closing: 0 };
  const record = <T>(value: (kind: MovementKind) => T) =>
    Object.fromEntries(movementKinds.map((kind) => [kind, value(kind)])) as Record<MovementKind, T>;
  const moving = [...movementKinds, "unchanged" as const].map(of);
  const stay = moving.reduce((sum, { count }) => sum + count, 0);
  const yearly = {
    opening: moving.reduce((sum, { opening }) => sum + opening, 0),
    movements: record((kind) => of(kind).closing - of(kind).opening),
    closing: moving.reduce((sum, { closing }) => sum + closing, 0),
  };
  const rounded = roundMovements(yearly.opening, yearly.movements);
  return {
    month,
    opening: { subscriptions: stay - of("new").count - of("reactivated").count, mrr: rounded.opening, yearly: yearly.opening },
    movements: record((kind) => ({ subscriptions: of(kind).count, mrr: rounded.movements[kind], yearly: yearly.movements[kind] })),
    closing: { subscriptions: stay - of("churned").count, mrr: monthly(yearly.closing), yearly: yearly.closing },
    notNormalised: of("not_normalised").count,
  };
}
