import { type MovementKind, movementKinds } from "./report-rows.ts";

/**
 * Monthly recurring revenue is added up in whole minor units a YEAR (twelve times the month), in which nothing has to be rounded: a year's
 * amount counts once, a month's 12 times, a week's 52, a day's 365. Only what is shown is divided.
 */
export type Yearly = number;

/** Of whole numbers, exact where a division would round. */
const floorOfTwelfth = (yearly: Yearly): number => (yearly - (((yearly % 12) + 12) % 12)) / 12;

/** What is shown of a sum: minor units a month, rounded half up once, as everywhere. */
export function monthly(yearly: Yearly): number {
  return floorOfTwelfth(yearly + 6);
}

/** A month's movements in minor units, such that opening + movements = closing to the unit. */
export interface RoundedMovements {
  opening: number;
  closing: number;
  movements: Record<MovementKind, number>;
}

/**
 * Opening and closing are rounded as the definition says, so that this month's closing is the next one's opening. Each movement is rounded
 * down, and what then lacks to the difference goes one unit each to those that lost the most by that (in the order of `movementKinds` where
 * they lost the same). So a shown movement is less than one minor unit away from the exact one, and one that is exact stays as it is.
 *
 * @param opening yearly, as are `movements`, which fall below zero for contraction and churn
 */
export function roundMovements(opening: Yearly, movements: Readonly<Record<MovementKind, Yearly>>): RoundedMovements {
  const closing = movementKinds.reduce((sum, kind) => sum + movements[kind], opening);
  const shown = Object.fromEntries(movementKinds.map((kind) => [kind, floorOfTwelfth(movements[kind])])) as Record<MovementKind, number>;
  const lost = (kind: MovementKind) => movements[kind] - shown[kind] * 12;
  const difference = monthly(closing) - monthly(opening);
  const lacks = difference - movementKinds.reduce((sum, kind) => sum + shown[kind], 0);
  const byLoss = movementKinds.toSorted((a, b) => lost(b) - lost(a));
  for (const kind of byLoss.slice(0, lacks)) shown[kind] += 1;
  return { opening: monthly(opening), closing: monthly(closing), movements: shown };
}
