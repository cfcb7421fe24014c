import type { SQL, SQLWrapper } from "drizzle-orm";
import { noSums, type SumColumn } from "./figures.ts";

/** A sum over rows, and what one row adds to it. Every export holds the two together. */
interface Sum<Row> extends SumColumn {
  readonly sql: SQL<number>;
  of(row: Row): number;
}

/** What of a list is added up by currency. */
export interface Money<Row> {
  /** What the sums look at of a row. */
  readonly from: readonly (keyof Row & string)[];
  readonly currency: { readonly sql: SQLWrapper; of(row: Row): string };
  readonly sums: readonly Sum<Row>[];
}

/** Adds up `count` rows, by currency and sum. `row` may give the same object each time. */
export function sumsOf<Row>(
  count: number,
  row: (at: number) => Row,
  { currency, sums }: Money<Row>,
): Record<string, Record<string, number>> {
  const totals = new Map<string, number[]>();
  for (let at = 0; at < count; at++) {
    const one = row(at);
    const code = currency.of(one);
    let total = totals.get(code);
    if (!total) {
      total = sums.map(() => 0);
      totals.set(code, total);
    }
    for (let place = 0; place < sums.length; place++) total[place]! += sums[place]!.of(one);
  }
  const found = noSums();
  for (const [code, total] of totals) found[code] = Object.fromEntries(sums.map(({ key }, place) => [key, total[place]!]));
  return found;
}
